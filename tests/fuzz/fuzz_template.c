/* Any bytes as the blocks of a Word template, read for lint and rendered. */
#include "gen/render/walk.h"
#include "gen/template/json_data.h"
#include "gen/template/lint.h"
#include "tests/fuzz/fuzz.h"

static const char data_of_fuzz[] =
    "{\"t\":\"x\",\"no\":false,\"n\":null,\"d\":\"2021-01-05\",\"f\":12.5,"
    "\"l\":[{\"a\":1,\"b\":2},{\"a\":1,\"b\":3},{\"a\":2,\"b\":3}],\"e\":[],"
    "\"g\":[{\"n\":1,\"m\":[{\"x\":1}]},{\"n\":2,\"m\":[]}],\"s\":[1,2]}";

static void
render(const struct node *root, const struct scope *scope,
       struct arena *temporary, struct diags *diags)
{
    struct evaluator evaluator = {.arena = temporary, .max_passes = 10000};
    struct writer writer = {.user = NULL, .max_columns = 63};
    struct walk walk = {
        .writer = &writer, .evaluator = &evaluator, .diags = diags};

    walk_tree(&walk, root, scope);
    evaluator_clear(&evaluator);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct location at = {.path = "f"};
    struct arena arena = {0};
    struct arena temporary = {0};
    struct diags diags = {0};
    struct node *outline = NULL;
    struct wml_context context = {
        .path = "f", .arena = &arena, .outline = &outline};
    struct lint lint = {.arena = &arena, .diags = &diags};
    struct strbuf xml = {0};
    struct dataset dataset;
    struct value root;
    struct scope scope;
    struct node *tree;
    xmlDoc *doc;

    strbuf_add_cstr(&xml, "<w:document xmlns:w=\"http://schemas.openxmlformats."
                          "org/wordprocessingml/2006/main\"><w:body>");
    strbuf_add(&xml, bytes);
    strbuf_add_cstr(&xml, "</w:body></w:document>");
    doc = xml_parse(strbuf_str(&xml), at, &diags);
    if (doc) {
        json_data_parse(str_from(data_of_fuzz), "d", &root, &arena, &diags);
        scope = json_data_scope(&root, &dataset);
        lint.data = &dataset;
        tree = wml_compile(doc, &context, &diags);
        lint_tree(&lint, outline, NULL);
        if (tree) {
            render(tree, &scope, &temporary, &diags);
        }
    }
    xml_free(doc);
    strbuf_clear(&xml);
    diags_clear(&diags);
    arena_clear(&temporary);
    arena_clear(&arena);
    return 0;
}
