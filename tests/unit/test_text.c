/* The public Mustache spec, run from its own files (arguments: the files). */
#include "gen/render/text.h"
#include "gen/template/json_data.h"
#include "gen/template/text.h"

#include <jansson.h>

#include "tests/unit/unit.h"

static json_t *test_of_group; /* the case being run */

static bool
find_partial(void *user, struct str name, struct str *text, const char **path)
{
    const char *key = arena_cstr(user, name);
    const char *found = json_string_value(
        json_object_get(json_object_get(test_of_group, "partials"), key));

    *text = str_from(found);
    *path = "partial";
    return found != NULL;
}

static void
renders_as_the_spec_says(void **state)
{
    json_t *test = *state;
    struct arena arena = {0};
    struct diags diags = {0};
    struct strbuf out = {0};
    struct evaluator evaluator = {.missing = MISSING_EMPTY, .arena = &arena};
    struct partials partials = {&arena, find_partial};
    struct text_options options = {&partials, true};
    struct dataset dataset;
    struct value root;
    struct scope scope;
    struct node *tree;
    char *data = json_dumps(json_object_get(test, "data"), JSON_ENCODE_ANY);

    test_of_group = test;
    assert_true(json_data_parse(str_from(data), "data", &root, &arena,
                                &diags));
    scope = json_data_scope(&root, &dataset);
    tree = text_parse(
        str_from(json_string_value(json_object_get(test, "template"))),
        "template", 1, &arena, &diags);
    assert_non_null(tree);
    assert_true(
        text_render(&out, tree, &scope, &evaluator, &options, &diags));
    assert_string_equal(strbuf_str(&out).ptr, json_string_value(json_object_get(
                                                  test, "expected")));
    free(data);
    strbuf_clear(&out);
    evaluator_clear(&evaluator);
    diags_clear(&diags);
    arena_clear(&arena);
}

int
main(int argc, char **argv)
{
    static struct CMUnitTest tests[256];
    json_t *files[8] = {NULL};
    size_t n = 0;
    int failed;

    for (int i = 1; i < argc && i <= 8; i++) {
        json_t *group;

        files[i - 1] = json_load_file(argv[i], 0, NULL);
        group = json_object_get(files[i - 1], "tests");
        for (size_t k = 0; k < json_array_size(group); k++) {
            json_t *test = json_array_get(group, k);

            tests[n].name = json_string_value(json_object_get(test, "name"));
            tests[n].test_func = renders_as_the_spec_says;
            tests[n++].initial_state = test;
        }
    }
    if (n == 0) {
        print_message("[  SKIPPED ] the Mustache spec is not there\n");
        return 0;
    }
    failed = _cmocka_run_group_tests("mustache", tests, n, NULL, NULL);
    for (size_t i = 0; i < 8; i++) {
        json_decref(files[i]);
    }
    return failed;
}
