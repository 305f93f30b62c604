#include "gen/input/csv.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/unit.h"

struct result {
    struct arena arena;
    struct diags diags;
    struct strbuf shown; /* by grid_print */
    bool ok;
};

static struct result
read_text(struct str text, struct grid_options options)
{
    struct result result = {0};
    struct str copy = arena_str(&result.arena, text);
    struct grid_sheet sheet;
    struct grid grid = {.sheets = &sheet, .n_sheets = 1};
    FILE *out = open_memstream(&result.shown.ptr, &result.shown.len);

    result.ok = csv_read(&sheet, (char *)(uintptr_t)copy.ptr, copy.len,
                         (struct location){.path = "f.csv"}, &options,
                         &result.arena, &result.diags);
    grid_print(&grid, out);
    fclose(out);
    return result;
}

static void
clear(struct result *result)
{
    arena_clear(&result->arena);
    diags_clear(&result->diags);
    free(result->shown.ptr);
}

static void
reads_what_offices_export(void **state)
{
    static const struct {
        const char *text;
        const char *shown; /* without types */
        size_t n_notes;
    } cases[] = {
        {"", "", 0},
        {"a,b\nc,d", "A1 a|B1 b|A2 c|B2 d|", 0},
        {"a,b\r\nc,d\r\n", "A1 a|B1 b|A2 c|B2 d|", 0},
        {"a,b\rc,d\r", "A1 a|B1 b|A2 c|B2 d|", 0},
        {"a\tb,c\nd\te\n", "A1 a|B1 b,c|A2 d|B2 e|", 0},
        {"a;b,1\nd;e\n", "A1 a|B1 b,1|A2 d|B2 e|", 0},
        {"标题\n\n单位,数\n甲,1\n", "A1 标题|A3 单位|B3 数|A4 甲|B4 1|", 0},
        {"sep=;\na;b,c,d\n", "A2 a|B2 b,c,d|", 0},
        {"sep=|\r\na|b\r\n", "A2 a|B2 b|", 0},
        {"sep=;", "", 0},
        {"sep=\n", "A1 sep=|", 0},
        {",,c,\n,\n", "C1 c|", 0},
        {"a,,\n\n\nb\n", "A1 a|A4 b|", 0},
        {"\"a,b\",\"c\"\"d\"\n", "A1 a,b|B1 c\"d|", 0},
        {"\"a\nb\r\nc\rd\",x\ny\n", "A1 a\\nb\\nc\\nd|B1 x|A5 y|", 0},
        {"\"\",\"\"\"\"\n", "B1 \"|", 0},
        {"a\"b,c\"\n", "A1 a\"b|B1 c\"|", 0},
        {"\"a\"b,\"c\" ,\"d\"\"\"e\n", "A1 ab|B1 c |C1 d\"e|", 1},
        {"=\"00123\",\"=\"\"045\"\"\",=1+2\n", "A1 00123|B1 045|C1 =1+2|", 1},
        {"=\"\",=\"a\"\"b\"\n", "B1 =\"a\"\"b\"|", 1},
        {" a , 1\t\n", "A1  a |B1  1\\t|", 0},
        {"单位，名称,数\n", "A1 单位，名称|B1 数|", 0},
        {"\"1,2\";3\n\"4,5\";6\n", "A1 1,2|B1 3|A2 4,5|B2 6|", 0},
        {"a,b,c\nd\ne,f,g,h\n", "A1 a|B1 b|C1 c|A2 d|A3 e|B3 f|C3 g|D3 h|", 0},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct result result =
            read_text(str_from(cases[i].text), (struct grid_options){0});
        struct strbuf plain = {0};
        struct str rest = {result.shown.ptr, result.shown.len};

        assert_true(result.ok);
        while (rest.len) {
            struct str line = str_split(&rest, STR("\n"));
            struct str ref = str_split(&line, STR("\ttext\t"));

            strbuf_addf(&plain, "%.*s %.*s|", STR_ARG(ref), STR_ARG(line));
        }
        assert_string_equal(strbuf_str(&plain).ptr, cases[i].shown);
        assert_int_equal(result.diags.n_items, cases[i].n_notes);
        strbuf_clear(&plain);
        clear(&result);
    }
}

static void
refuses_what_it_cannot_read(void **state)
{
    static const struct {
        struct str text;
        struct grid_options options;
        const char *error;
    } cases[] = {
        {BYTES("a,b\nc,\"d\ne,f\n"),
         {0},
         "f.csv:2:2: error: a quote opens here and is never closed"},
        {BYTES("a,\"b\"\""),
         {0},
         "f.csv:1:2: error: a quote opens here and is never closed"},
        {BYTES("a,b\nc\0d,e\n"),
         {0},
         "f.csv:2:1: error: there is a NUL byte in the text"},
        {BYTES("a,\"b\0\""),
         {0},
         "f.csv:1:2: error: there is a NUL byte in the text"},
        {BYTES("a\nb\nc\n"),
         {.max_rows = 2},
         "f.csv:3: error: more than 2 rows"},
        {BYTES("a,b\nc,d\n"),
         {.max_cells = 3},
         "f.csv:2: error: more than 3 cells"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct result result = read_text(cases[i].text, cases[i].options);
        struct strbuf line = {0};

        assert_false(result.ok);
        assert_int_equal(result.diags.n_errors, 1);
        diag_format(&line, &result.diags.items[0]);
        assert_memory_equal(line.ptr, cases[i].error, strlen(cases[i].error));
        strbuf_clear(&line);
        clear(&result);
    }
}

static void
refuses_more_columns_than_a_sheet_has(void **state)
{
    struct strbuf text = {0};
    struct result result;

    (void)state;
    for (int i = 0; i < 16383; i++) {
        strbuf_add_char(&text, ',');
    }
    strbuf_add_char(&text, 'x');
    result = read_text(strbuf_str(&text), (struct grid_options){0});
    assert_true(result.ok);
    assert_string_equal(result.shown.ptr, "XFD1\ttext\tx\n");
    clear(&result);
    strbuf_cut(&text, 16383);
    strbuf_add_cstr(&text, ",x");
    result = read_text(strbuf_str(&text), (struct grid_options){0});
    assert_false(result.ok);
    clear(&result);
    strbuf_clear(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_offices_export),
        cmocka_unit_test(refuses_what_it_cannot_read),
        cmocka_unit_test(refuses_more_columns_than_a_sheet_has),
    };

    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
