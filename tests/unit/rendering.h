/* A text template rendered with JSON data, for tables of facts. */
#ifndef TONGBAO_TESTS_RENDERING_H
#define TONGBAO_TESTS_RENDERING_H

#include <string.h>

#include "gen/render/text.h"
#include "gen/template/json_data.h"
#include "gen/template/text.h"

struct rendering {
    struct arena arena;
    struct arena temporary;
    struct diags diags;
    struct strbuf out; /* the text, or the first error with its advice */
    bool ok;
};

static inline void
rendering_clear(struct rendering *rendering)
{
    strbuf_clear(&rendering->out);
    diags_clear(&rendering->diags);
    arena_clear(&rendering->temporary);
    arena_clear(&rendering->arena);
}

static inline void
rendering_run(struct rendering *rendering, struct str template,
              struct str json)
{
    struct evaluator evaluator = {.arena = &rendering->temporary};
    struct text_options options = {NULL, false};
    struct dataset dataset;
    struct value root;
    struct scope scope;
    struct node *tree;

    *rendering = (struct rendering){.ok = false};
    if (json_data_parse(json, "data", &root, &rendering->arena,
                        &rendering->diags)) {
        tree = text_parse(template, "template", 1, &rendering->arena,
                          &rendering->diags);
        scope = json_data_scope(&root, &dataset);
        rendering->ok = tree && text_render(&rendering->out, tree, &scope,
                                            &evaluator, &options,
                                            &rendering->diags);
    }
    if (!rendering->ok) {
        strbuf_cut(&rendering->out, 0);
        diag_format(&rendering->out, &rendering->diags.items[0]);
    }
    evaluator_clear(&evaluator);
}

/* expected is the text; behind "!", a part of the error. */
static inline void
rendering_check(const char *template, const char *json, const char *expected)
{
    struct rendering rendering;

    rendering_run(&rendering, str_from(template), str_from(json));
    if (rendering.ok == (expected[0] == '!') ||
        (rendering.ok ? strcmp(rendering.out.ptr ? rendering.out.ptr : "",
                               expected) != 0
                      : !strstr(rendering.out.ptr, expected + 1))) {
        print_error("%s | %s\nexpected %s\ngot      %s\n", template, json,
                    expected, rendering.out.ptr ? rendering.out.ptr : "");
        fail();
    }
    rendering_clear(&rendering);
}

#endif
