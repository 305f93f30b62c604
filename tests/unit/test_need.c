#include "gen/template/need.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "gen/template/json_data.h"
#include "tests/unit/temp.h"
#include "tests/unit/unit.h"

#include "tests/unit/word.h"

/* A schema in short: values v, numbers n, dates d, anything ?, {a:v}, [..]. */
static void
shorten(struct strbuf *sb, json_t *schema)
{
    json_t *type = json_object_get(schema, "type");
    json_t *properties = json_object_get(schema, "properties");
    const char *name;
    json_t *member;

    if (properties) {
        bool is_first = true;

        strbuf_add_char(sb, '{');
        json_object_foreach(properties, name, member)
        {
            strbuf_addf(sb, "%s%s:", is_first ? "" : " ", name);
            shorten(sb, member);
            is_first = false;
        }
        strbuf_add_char(sb, '}');
    } else if (json_is_string(type)) {
        strbuf_add_char(sb, '[');
        if (json_object_get(schema, "items")) {
            shorten(sb, json_object_get(schema, "items"));
        }
        strbuf_add_char(sb, ']');
    } else if (json_object_get(schema, "format")) {
        strbuf_add_char(sb, 'd');
    } else if (!type) {
        strbuf_add_char(sb, '?');
    } else {
        strbuf_add_char(sb, strcmp(json_string_value(json_array_get(type, 0)),
                                   "number") == 0
                                ? 'n'
                                : 'v');
    }
}

static void
check(const char *body, const char *data, const char *expected)
{
    struct word word = {.body = body};
    struct arena arena = {0};
    struct diags diags = {0};
    struct needs needs = {.arena = &arena};
    struct template template;
    struct strbuf got = {0};
    struct dataset dataset;
    struct value root;
    struct temp temp;
    struct template_source source = {.lints = true};
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    json_t *json;

    print_message("%s\n", expected);
    temp_init(&temp);
    source.path = temp_path(&temp, "t.docx");
    word_write(source.path, &word);
    if (data) {
        assert_true(
            json_data_parse(str_from(data), "d", &root, &arena, &diags));
        json_data_scope(&root, &dataset);
        needs.data = &dataset;
    }
    template_read(&template, &source, &arena, &diags);
    needs_add(&needs, &template);
    needs_print(&needs, out);
    fclose(out);
    json = json_loads(text, 0, NULL);
    assert_non_null(json);
    shorten(&got, json);
    assert_string_equal(got.ptr, expected);
    json_decref(json);
    free(text);
    strbuf_clear(&got);
    temp_clear(&temp);
    diags_clear(&diags);
    arena_clear(&arena);
}

static void
a_template_says_which_data_it_needs(void **state)
{
    static const struct {
        const char *body, *data, *expected;
    } cases[] = {
        {P("x"), NULL, "{}"},
        {P("{{a}}"), NULL, "{a:v}"},
        {P("{{a.b}}{{a.c|fixed:1}}"), NULL, "{a:{b:v c:n}}"},
        {P("{{a|date:年月日,b}}"), NULL, "{a:d b:d}"},
        {P("{{a|percent:b}}{{a|percent:100}}"), NULL, "{a:n b:n}"},
        {P("{{#a}}{{b}}{{序号}}{{^@last}}，{{/@last}}{{/a}}"), NULL,
         "{a:[{b:v}]}"},
        {P("{{#a}}{{.}}{{/a}}"), NULL, "{a:[]}"},
        {P("{{#a}}有{{/a}}{{^b}}无{{/b}}"), NULL, "{a:? b:?}"},
        {P("{{#a|count}}{{b}}{{/a}}"), NULL, "{a:[] b:v}"},
        {P("{{v|tally:a.b}}{{w|tally:c}}"), NULL,
         "{v:n a:[{b:n}] w:n c:[]}"},
        {P("{{a.b|join}}{{a|sum:c}}"), NULL, "{a:[{b:v c:n}]}"},
        {P("{{#a}}{{#b}}{{c}}{{/b}}{{d.e}}{{/a}}"), NULL,
         "{a:[{b:[{c:v}]}] d:{e:v}}"},
        {P("{{#a|fold:2}}{{b}}{{2.b}}{{2.c}}{{/a}}"), NULL, "{a:[{b:v c:v}]}"},
        {P("{{#a|each:b,c,件}}{{/a}}"), NULL, "{a:[{b:v c:v}]}"},
        {P("{{a|no}}{{b}}"), NULL, "{b:v}"},
        {P("{{#a|group:g}}{{g}}{{#组内}}{{n}}{{/组内}}{{组内|sum:m}}{{/a}}"),
         NULL, "{a:[{g:v n:v m:n}]}"},
        {TBL(TR(TC("{{#c|columns}}{{c}}{{/c}}"))
                 TR(TC("{{#a}}{{b}}")
                        TC("{{#c|列}}{{#d|by:b,c}}{{n}}{{/d}}{{/c}}{{/a}}"))),
         NULL, "{c:[{c:v}] a:[{b:v}] d:[{b:v c:v n:v}]}"},
        {P("{{#a}}{{b}}{{c}}{{/a}}"), "{\"a\":[{\"b\":1}],\"c\":2}",
         "{a:[{b:v}] c:v}"},
        {P("{{#a}}{{c}}{{/a}}"), "{\"a\":true,\"c\":2}", "{a:? c:v}"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        check(cases[i].body, cases[i].data, cases[i].expected);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_template_says_which_data_it_needs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
