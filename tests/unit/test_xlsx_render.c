#include "gen/render/xlsx.h"

#include <stdio.h>
#include <string.h>

#include "gen/base/mem.h"
#include "gen/input/grid.h"
#include "gen/opc/package.h"
#include "gen/opc/zipout.h"
#include "gen/render/sheets.h"
#include "gen/render/xlsx_text.h"
#include "gen/render/xlsx_verify.h"
#include "gen/template/json_data.h"
#include "gen/template/template.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#define WML "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define RELATIONS \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

/* Short forms for the tables of tests. */
#define P(text)      "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define C(text)      "<w:tc>" P(text) "</w:tc>"
#define CELL(properties, text) \
    "<w:tc><w:tcPr>" properties "</w:tcPr>" P(text) "</w:tc>"
#define R(cells)     "<w:tr>" cells "</w:tr>"
#define HEAD(cells)  "<w:tr><w:trPr><w:tblHeader/></w:trPr>" cells "</w:tr>"
#define GRID(widths) "<w:tblGrid>" widths "</w:tblGrid>"
#define G(width)     "<w:gridCol w:w='" #width "'/>"
#define TBL(inside) \
    "<w:tbl><w:tblPr><w:tblStyle w:val='T'/></w:tblPr>" inside "</w:tbl>"

static const char styles[] =
    "<w:styles xmlns:w='" WML "'>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='N'>"
    "<w:name w:val='Normal'/><w:rPr><w:rFonts w:eastAsia='仿宋'/>"
    "<w:sz w:val='24'/></w:rPr></w:style>"
    "<w:style w:type='table' w:styleId='B'><w:name w:val='base'/><w:tblPr>"
    "<w:tblBorders><w:top w:val='double'/><w:bottom w:val='double'/>"
    "<w:insideV w:val='single' w:sz='4'/></w:tblBorders></w:tblPr></w:style>"
    "<w:style w:type='table' w:styleId='T'><w:name w:val='table'/>"
    "<w:basedOn w:val='B'/><w:tblPr><w:tblBorders><w:bottom w:val='single'/>"
    "</w:tblBorders></w:tblPr></w:style></w:styles>";

struct bench {
    struct folder folder;
    struct arena arena;
    struct arena temporary;
    struct evaluator evaluator;
    struct diags diags;
    struct template template;
    struct dataset dataset;
    struct value root;
    struct scope scope;
    const char *path; /* of the workbook */
};

static void
add_parts(struct zipout *zip, const char *body)
{
    struct strbuf sb = {0};

    zipout_add(zip, STR("[Content_Types].xml"),
               STR("<Types xmlns='" PACKAGE "content-types'>"
                   "<Default Extension='xml' ContentType='application/xml'/>"
                   "<Default Extension='rels' ContentType='application/"
                   "vnd.openxmlformats-package.relationships+xml'/>"
                   "</Types>"));
    zipout_add(zip, STR("_rels/.rels"),
               STR("<Relationships xmlns='" PACKAGE "relationships'>"
                   "<Relationship Id='r1' Type='" RELATIONS
                   "/officeDocument' Target='word/document.xml'/>"
                   "</Relationships>"));
    zipout_add(zip, STR("word/_rels/document.xml.rels"),
               STR("<Relationships xmlns='" PACKAGE "relationships'>"
                   "<Relationship Id='r1' Type='" RELATIONS
                   "/styles' Target='styles.xml'/></Relationships>"));
    zipout_add(zip, STR("word/styles.xml"), str_from(styles));
    strbuf_addf(&sb, "<w:document xmlns:w='" WML "'><w:body>%s</w:body>"
                     "</w:document>", body);
    zipout_add(zip, STR("word/document.xml"), strbuf_str(&sb));
    strbuf_clear(&sb);
}

static void
bench_init(struct bench *bench, const char *body, const char *json)
{
    struct template_source source = {.path = NULL};
    struct zipout *zip;

    *bench = (struct bench){0};
    folder_make(&bench->folder);
    bench->evaluator.arena = &bench->temporary;
    source.path = arena_strf(&bench->arena, "%s/t.docx", bench->folder.path)
                      .ptr;
    bench->path =
        arena_strf(&bench->arena, "%s/out.xlsx", bench->folder.path).ptr;
    zip = zipout_new(source.path);
    add_parts(zip, body);
    assert_true(zipout_close(zip, &bench->diags));
    assert_true(template_read(&bench->template, &source, &bench->arena,
                              &bench->diags));
    assert_true(json_data_parse(str_from(json), "data", &bench->root,
                                &bench->arena, &bench->diags));
    bench->scope = json_data_scope(&bench->root, &bench->dataset);
}

static void
bench_clear(struct bench *bench)
{
    evaluator_clear(&bench->evaluator);
    arena_clear(&bench->temporary);
    arena_clear(&bench->arena);
    diags_clear(&bench->diags);
    folder_remove(&bench->folder);
}

static bool
bench_render(struct bench *bench)
{
    struct xlsx_options options = {.sheet = "表", .title = "标题",
                                   .created = {2021, 11, 4}};

    return xlsx_render(bench->path, &bench->template, &bench->scope,
                       &bench->evaluator, &options, &bench->diags);
}

/* The workbook as the reader prints it; the caller frees it. */
static char *
bench_read(struct bench *bench, bool as_json)
{
    struct grid_options options = {0};
    struct grid grid;
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);

    assert_true(grid_read(&grid, bench->path, &options, &bench->arena,
                          &bench->diags));
    if (as_json) {
        grid_print_json(&grid, out);
    } else {
        grid_print(&grid, out);
    }
    fclose(out);
    return text;
}

/* A part of the workbook. */
static struct str
bench_part(struct bench *bench, const char *name)
{
    struct package *package =
        package_open(bench->path, NULL, &bench->diags);
    struct str bytes;

    assert_non_null(package);
    assert_true(package_read(package, package_find(package, str_from(name)),
                             &bench->arena, &bytes, &bench->diags));
    package_close(package);
    return bytes;
}

static void
assert_has(struct str text, const char *what)
{
    if (str_find(text, str_from(what), 0) == SIZE_MAX) {
        fail_msg("no %s in %.*s", what, STR_ARG(text));
    }
}

/* ---- cells ---- */

static void
a_cell_is_a_number_where_it_shows_one_with_its_unit(void **state)
{
    static const struct {
        const char *cell;
        const char *json;
        const char *read;
        const char *format; /* in the styles; NULL: none of its own */
    } cases[] = {
        {"{{n}}", "{\"n\":96.5}", "number\t96.5", NULL},
        {"{{n}}分", "{\"n\":96.5}", "number\t96.5", "General&quot;分&quot;"},
        {"{{n|fixed:2}} 分", "{\"n\":7}", "number\t7",
         "0.00&quot; 分&quot;"},
        {"{{n|fixed:0}}", "{\"n\":7.6}", "number\t8", "\"0\""},
        {"{{n}}a\"b", "{\"n\":-1}", "number\t-1",
         "General&quot;a&quot;\\&quot;&quot;b&quot;"},
        {"{{n}}", "{\"n\":123456789012345}", "number\t123456789012345",
         NULL},
        {"{{n}}{{#b}}家{{/b}}", "{\"n\":0,\"b\":true}", "number\t0",
         "General&quot;家&quot;"},
        {"{{b}}{{n}}", "{\"n\":3,\"b\":\"\"}", "number\t3", NULL},
        {"{{n|percent:4}}", "{\"n\":1}", "number\t0.25", "\"0.0%\""},
        {"{{n|percent:3,2|blank:/}}以上", "{\"n\":1}", "number\t0.3333",
         "\"0.00%&quot;以上&quot;\""},
        {"{{n|percent:4}}", "{\"n\":4}", "number\t1", NULL}, /* a format every Excel has */
        {"{{n|thousands}}元", "{\"n\":1234567.25}", "number\t1234567.25",
         "\"#,##0.00&quot;元&quot;\""},
        {"{{n|fixed:1|thousands|merge}}", "{\"n\":-12}", "number\t-12",
         "\"#,##0.0\""},
        {"{{n|date:年月日}}", "{\"n\":\"2021/11/4\"}", "date\t2021-11-04",
         "\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\""},
        {"{{n|date:月日|blank:无}}前", "{\"n\":\"2021-11-04 08:30\"}",
         "date\t2021-11-04",
         "\"m&quot;月&quot;d&quot;日前&quot;\""},
        {"{{n|date:ISO}}", "{\"n\":\"2021-11-04\"}", "date\t2021-11-04",
         "\"yyyy-mm-dd\""},
        {"{{n|date:ISO}}", "{\"n\":\"1900-03-01\"}", "date\t1900-03-01",
         NULL},
        /* text */
        {"{{n|date:ISO}}", "{\"n\":\"1900-02-28\"}", "text\t1900-02-28", NULL},
        {"{{n|date:汉字}}", "{\"n\":\"2021-11-04\"}",
         "text\t二〇二一年十一月四日", NULL},
        {"{{n|date:年月日,n}}", "{\"n\":\"2021-11-04\"}", "text\t4日", NULL},
        {"{{n|date:年月日|blank:无}}", "{\"n\":null}", "text\t无", NULL},
        {"{{n|percent:0|blank:—}}", "{\"n\":1}", "text\t—", NULL},
        {"{{n|percent:7,10}}", "{\"n\":123456789}",
         "text\t1763668414.2857142857%", NULL},
        {"{{n|hanzi}}", "{\"n\":12}", "text\t十二", NULL},
        {"{{n}}", "{\"n\":1234567890123456}", "text\t1234567890123456", NULL},
        {"共{{n}}家", "{\"n\":3}", "text\t共3家", NULL},
        {"{{n}}/{{n}}", "{\"n\":3}", "text\t3/3", NULL},
        {"{{n}}之10", "{\"n\":3}", "text\t3之10", NULL},
        {"{{n}}", "{\"n\":\"0012\"}", "text\t0012", NULL},
        {"{{n}}", "{\"n\":\"=1+1\"}", "text\t=1+1", NULL},
        {"{{n}}", "{\"n\":\"@SUM(A1)\"}", "text\t@SUM(A1)", NULL},
        {"{{n}}", "{\"n\":\"_x0041_x0042_\"}", "text\t_x0041_x0042_", NULL},
        {"{{n}}", "{\"n\":\"  a  \"}", "text\t  a  ", NULL},
        {"{{n}}", "{\"n\":\"a\\r\\nb\\rc\"}", "text\ta\\nb\\nc", NULL},
        {"a</w:t><w:br/><w:t>b", "{}", "text\ta\\nb", NULL},
        {"a</w:t></w:r></w:p><w:p/>" P("{{n}}") "<w:p><w:r><w:t>",
         "{\"n\":5}", "text\ta\\n5", NULL},
        {"{{n}}</w:t></w:r></w:p>" P("b") "<w:p><w:r><w:t>", "{\"n\":5}",
         "text\t5\\nb", NULL},
        {"</w:t></w:r></w:p>" TBL(R(C("a") C("b")) R(C("c"))) P("d")
         "<w:p><w:r><w:t>", "{}", "text\ta b\\nc\\nd", NULL},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct bench bench;
        char *body = NULL;
        char expected[64];
        char *text;

        assert_true(asprintf(&body, TBL(R(C("%s"))), cases[i].cell) > 0);
        bench_init(&bench, body, cases[i].json);
        assert_true(bench_render(&bench));
        text = bench_read(&bench, false);
        snprintf(expected, sizeof expected, "表!A1\t%s\n", cases[i].read);
        assert_string_equal(text, expected);
        if (cases[i].format) {
            assert_has(bench_part(&bench, "/xl/styles.xml"),
                       cases[i].format);
        }
        assert_int_equal(bench.diags.n_items, 0);
        free(text);
        free(body);
        bench_clear(&bench);
    }
}

static void
characters_no_workbook_holds_are_left_out_with_a_note(void **state)
{
    struct bench bench;
    struct strbuf sb = {0};
    char *text;

    (void)state;
    bench_init(&bench, TBL(R(C("x") C("{{t}}")) R(C("{{u}}"))),
               "{\"t\":\"a\\u0001b\\uffffc\",\"u\":\"\\u000b\"}");
    assert_true(bench_render(&bench));
    text = bench_read(&bench, false);
    assert_string_equal(text, "表!A1\ttext\tx\n表!B1\ttext\tabc\n");
    free(text);
    assert_int_equal(bench.diags.n_items, 2);
    assert_int_equal(bench.diags.items[0].severity, SEVERITY_NOTE);
    location_format(&sb, bench.diags.items[0].at);
    assert_true(str_ends_with(strbuf_str(&sb), STR("out.xlsx!表!B1")));
    strbuf_clear(&sb);
    bench_clear(&bench);
}

/* {"t":"xx…"} of n times what */
static char *
long_json(const char *what, size_t n)
{
    struct strbuf sb = {0};

    strbuf_add_cstr(&sb, "{\"t\":\"");
    for (size_t i = 0; i < n; i++) {
        strbuf_add_cstr(&sb, what);
    }
    strbuf_add_cstr(&sb, "\"}");
    return sb.ptr;
}

static void
a_text_excel_cannot_hold_is_an_error_that_names_the_cell(void **state)
{
    static const struct {
        const char *what;
        size_t n;
        bool fits;
    } cases[] = {
        {"国", 32767, true},  {"国", 32768, false},  {"𠮷", 16383, true},
        {"𠮷", 16384, false}, {"\\n", 253, true},    {"\\n", 254, false},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        char *json = long_json(cases[i].what, cases[i].n);
        struct bench bench;
        struct strbuf sb = {0};

        bench_init(&bench, TBL(R(C("x") C("{{t}}"))), json);
        assert_int_equal(bench_render(&bench), cases[i].fits);
        assert_int_equal(access(bench.path, F_OK) == 0, cases[i].fits);
        /* but no row is high enough to show it */
        assert_int_equal(bench.diags.n_warnings, cases[i].fits);
        if (!cases[i].fits) {
            assert_int_equal(diags_status(&bench.diags), 1);
            location_format(&sb, bench.diags.items[0].at);
            assert_true(str_ends_with(strbuf_str(&sb), STR("!表!B1")));
            strbuf_clear(&sb);
        }
        mem_free(json);
        bench_clear(&bench);
    }
}

/* ---- totals ---- */

#define ROWS(...) "{\"r\":[" __VA_ARGS__ "],\"v\":{\"x\":6,\"n\":3}}"
#define N(name, x) "{\"g\":\"g\",\"n\":\"" name "\",\"x\":" x "}"
#define THREE ROWS(N("a", "1") "," N("b", "2") "," N("c", "3"))
#define LOOP(column) R(C("{{#r}}{{n}}") C(column "{{/r}}"))
#define TOTAL(tag) R(C("合计") C(tag))

/* What formulas the sheet has: "B4 =SUM(B1:B3) 6;" */
static void
list_formulas(struct bench *bench, struct strbuf *out)
{
    struct str rest = bench_part(bench, "/xl/worksheets/sheet1.xml");

    while (rest.ptr) {
        struct str cell = str_split(&rest, STR("</c>"));
        size_t start = str_find(cell, STR("<f>"), 0);
        size_t end = str_find(cell, STR("</f><v>"), 0);
        size_t ref = start == SIZE_MAX ? start : start - 1;

        if (start == SIZE_MAX) {
            continue;
        }
        while (!str_starts_with(str_slice(cell, ref, cell.len), STR("r=\""))) {
            ref--;
        }
        strbuf_add(out, str_slice(cell, ref + 3, str_find(cell, STR("\""),
                                                          ref + 3)));
        strbuf_addf(out, " =%.*s",
                    STR_ARG(str_slice(cell, start + 3, end)));
        strbuf_addf(out, " %.*s;",
                    STR_ARG(str_slice(cell, end + 7,
                                      str_find(cell, STR("</v>"), end))));
    }
}

static void
a_total_of_rows_on_the_sheet_is_a_formula(void **state)
{
    static const struct {
        const char *name;
        const char *body;
        const char *json;
        const char *formulas;
    } cases[] = {
        {"a sum, with its unit", TBL(LOOP("{{x}}") TOTAL("{{r|sum:x}}个")),
         THREE, "B4 =SUM(B1:B3) 6;"},
        {"of one column", TBL(LOOP("{{x}}家") TOTAL("{{r.x|合计}}")), THREE,
         "B4 =SUM(B1:B3) 6;"},
        {"above the rows", TBL(TOTAL("{{r|sum:x}}") LOOP("{{x}}")), THREE,
         "B1 =SUM(B2:B4) 6;"},
        {"a count of rows by a column without blanks",
         TBL(LOOP("{{x}}") TOTAL("{{r|count}}家")), THREE,
         "B4 =COUNTA(B1:B3) 3;"},
        {"a count where the column itself has blanks",
         TBL(LOOP("{{x}}") TOTAL("{{r|count}}")),
         ROWS(N("a", "1") "," N("b", "null")), "B3 =COUNTA(A1:A2) 2;"},
        {"a count of what is filled in, where a sign stands for none",
         TBL(R(C("{{#r}}{{x}}{{^x}}/{{/x}}{{/r}}")) TOTAL("")
             R(C("{{r|count:x}}"))),
         ROWS(N("a", "null") "," N("b", "1") "," N("c", "null") ","
              N("d", "2") "," N("e", "null")),
         "A7 =COUNTA(A1:A5)-COUNTIF(A1:A5,\"/\") 2;"},
        {"a sign that is also a datum is none",
         TBL(LOOP("{{x}}{{^x}}/{{/x}}") TOTAL("{{r|count:x}}")),
         ROWS(N("a", "1") "," N("b", "null") "," N("c", "\"/\"")),
         "B4 =COUNTA(B1,B3) 2;"},
        {"nor is a sign that steers a criterion",
         TBL(LOOP("{{x}}{{^x}}*{{/x}}") TOTAL("{{r|count:x}}")),
         ROWS(N("a", "1") "," N("b", "null") "," N("c", "2")),
         "B4 =COUNTA(B1,B3) 2;"},
        {"extremes and averages",
         TBL(LOOP("{{x}}") TOTAL("{{r|max:x}}") TOTAL("{{r|min:x}}")
             TOTAL("{{r|avg:x}}") TOTAL("{{r|avg:x|fixed:1}}")),
         ROWS(N("a", "1") "," N("b", "2.5")),
         "B3 =MAX(B1:B2) 2.5;B4 =MIN(B1:B2) 1;"
         "B5 =ROUND(AVERAGE(B1:B2),12) 1.75;B6 =ROUND(AVERAGE(B1:B2),1) 1.8;"},
        {"decimals are rounded to what they are",
         TBL(LOOP("{{x}}") TOTAL("{{r|sum:x}}") TOTAL("{{r|sum:x|fixed:1}}")
             TOTAL("{{r|sum:x|fixed:3}}")),
         ROWS(N("a", "0.1") "," N("b", "0.25")),
         "B3 =ROUND(SUM(B1:B2),2) 0.35;B4 =ROUND(SUM(B1:B2),1) 0.4;"
         "B5 =ROUND(SUM(B1:B2),2) 0.35;"},
        {"blanks and words in between add nothing",
         TBL(LOOP("{{x|blank:/}}") TOTAL("{{r|sum:x}}")),
         ROWS(N("a", "1") "," N("b", "null") "," N("c", "3")),
         "B4 =SUM(B1:B3) 4;"},
        {"folded rows are in several columns",
         TBL(R(C("{{#r|fold:2}}{{n}}") C("{{x}}") C("{{2.n}}")
               C("{{2.x}}{{/r}}")) TOTAL("{{r|sum:x}}") TOTAL("{{r|count}}")),
         THREE, "B3 =SUM(B1:B2,D1) 6;B4 =COUNTA(A1:A2,C1) 3;"},
        {"subtotals of groups, and a total that counts none twice",
         TBL(R(C("{{#r|group:g}}{{g}}") C("")) R(C("{{#组内}}{{n}}")
                                                C("{{x}}{{/组内}}"))
             TOTAL("{{组内|sum:x}}{{/r}}") TOTAL("{{r|sum:x}}")
             TOTAL("{{r|count}}")),
         "{\"r\":[{\"g\":\"p\",\"n\":\"a\",\"x\":1},{\"g\":\"q\",\"n\":"
         "\"b\",\"x\":2},{\"g\":\"p\",\"n\":\"c\",\"x\":3}]}",
         "B4 =SUM(B2:B3) 4;B7 =SUM(B6) 2;B8 =SUM(B2:B3,B6) 6;"
         "B9 =COUNTA(B2:B3,B6) 3;"},
        {"rows of another table by the same group",
         TBL(R(C("{{#k}}{{g}}") C("{{#r|by:g}}{{/r}}"))
             R(C("{{#r|by:g}}{{n}}") C("{{x}}{{/r}}"))
             TOTAL("{{r|by:g|sum:x}}{{/k}}")),
         "{\"k\":[{\"g\":\"p\"},{\"g\":\"q\"}],\"r\":[{\"g\":\"p\",\"n\":"
         "\"a\",\"x\":1},{\"g\":\"q\",\"n\":\"b\",\"x\":2}]}",
         "B3 =SUM(B2) 1;B6 =SUM(B5) 2;"},
        {"the first rows only",
         TBL(LOOP("{{x}}") TOTAL("{{r|first:2|sum:x}}")), THREE,
         "B4 =SUM(B1:B2) 3;"},
        {"a figure of a view proved by the rows",
         TBL(LOOP("{{x}}") TOTAL("{{v.x|tally:r.x}}") TOTAL("{{v.n|核对:r}}家")),
         THREE, "B4 =SUM(B1:B3) 6;B5 =COUNTA(B1:B3) 3;"},
        {"columns that repeat, of figures taken out of rows",
         TBL(R(C("单位") C("{{#k|columns}}{{k}}{{/k}}"))
             R(C("{{#u}}{{u}}") C("{{#k|columns}}{{r|by:u,k|max:x|blank:/}}"
                                  "{{/k}}") C("{{r|by:u|sum:x}}{{/u}}"))
             R(C("合计") C("{{#k|columns}}{{r|by:k|sum:x}}{{/k}}")
               C("{{r|sum:x}}"))),
         "{\"k\":[{\"k\":\"p\"},{\"k\":\"q\"}],\"u\":[{\"u\":\"a\"},{\"u\":"
         "\"b\"}],\"r\":[{\"u\":\"a\",\"k\":\"p\",\"x\":1},{\"u\":\"b\",\"k\":"
         "\"p\",\"x\":2},{\"u\":\"b\",\"k\":\"q\",\"x\":3}]}",
         "D2 =SUM(B2) 1;D3 =SUM(B3:C3) 5;B4 =SUM(B2:B3) 3;C4 =SUM(C3) 3;"
         "D4 =SUM(B2:B3,C3) 6;"},
        {"of groups of one row whose rows are not printed",
         TBL(R(C("{{#r|group:n}}{{n}}") C("{{组内|sum:x}}{{/r}}"))
             TOTAL("{{r|sum:x}}")), THREE, "B4 =SUM(B1:B3) 6;"},
        {"its own column before another, and another table before none",
         TBL(R(C("{{#r}}{{x}}") C("{{x}}{{/r}}")) TOTAL("{{r|sum:x}}"))
         TBL(R(C("{{r|sum:x}}") C(""))), THREE,
         "B4 =SUM(B1:B3) 6;A5 =SUM(A1:A3) 6;"},
        /* numbers */
        {"not a figure that only happens to be the sum",
         TBL(LOOP("{{x}}") TOTAL("{{v.x}}")), THREE, ""},
        {"not of rows that are not there",
         TBL(LOOP("{{n}}") TOTAL("{{r|sum:x}}")), THREE, ""},
        {"not where a row is left out",
         TBL(R(C("{{#r|first:2}}{{n}}") C("{{x}}{{/r}}"))
             TOTAL("{{r|sum:x}}")), THREE, ""},
        {"not of rounded figures that add up to another",
         TBL(LOOP("{{x|fixed:0}}") TOTAL("{{r|sum:x}}")),
         ROWS(N("a", "1.4") "," N("b", "2.4")), ""},
        {"not of figures that are text",
         TBL(LOOP("约{{x}}") TOTAL("{{r|sum:x}}")), THREE, ""},
        {"not of merged cells, which show one figure for all",
         TBL(LOOP("{{x|merge}}") TOTAL("{{r|sum:x}}")),
         ROWS(N("a", "2") "," N("b", "2")), ""},
        {"not of a rate, nor in words",
         TBL(LOOP("{{x}}") TOTAL("{{r|sum:x|percent:6}}")
             TOTAL("{{r|sum:x|hanzi}}") TOTAL("共{{r|sum:x}}")), THREE, ""},
        {"not of no rows", TBL(R(C("a") C("{{r|sum:x}}{{r|count}}"))
                               TOTAL("{{r|sum:x}}")), "{\"r\":[]}", ""},
        {"not of a number of the row, which is no datum",
         TBL(LOOP("{{序号}}") TOTAL("{{r|count}}")),
         ROWS("{\"y\":1},{\"y\":2}"), ""},
        {"never of text", TBL(LOOP("{{f}}") TOTAL("{{r|sum:x}}")),
         "{\"r\":[{\"n\":\"=1+1\",\"f\":\"=SUM(B1)\",\"x\":1}]}", ""},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct bench bench;
        struct strbuf found = {0};

        bench_init(&bench, cases[i].body, cases[i].json);
        bench.evaluator.missing = MISSING_EMPTY;
        assert_true(bench_render(&bench));
        list_formulas(&bench, &found);
        if (!str_is(strbuf_str(&found), cases[i].formulas)) {
            fail_msg("%s: %s", cases[i].name, found.ptr ? found.ptr : "");
        }
        strbuf_clear(&found);
        bench_clear(&bench);
    }
}

/* A function takes 255 ranges. */
static void
a_total_of_too_many_ranges_is_a_number(void **state)
{
    static const struct {
        size_t n_groups;
        bool is_formula;
    } cases[] = {{255, true}, {256, false}};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf json = {0};
        struct strbuf formulas = {0};
        struct bench bench;
        char total[32];

        strbuf_add_cstr(&json, "{\"r\":[");
        for (size_t k = 0; k < cases[i].n_groups; k++) {
            strbuf_addf(&json, "%s{\"g\":%zu,\"n\":1,\"x\":2}", k ? "," : "", k);
        }
        strbuf_add_cstr(&json, "]}");
        bench_init(&bench,
                   TBL(R(C("{{#r|group:g}}{{#组内}}{{n}}") C("{{x}}{{/组内}}"))
                       TOTAL("{{组内|sum:x}}{{/r}}") TOTAL("{{r|sum:x}}")),
                   json.ptr);
        assert_true(bench_render(&bench));
        list_formulas(&bench, &formulas);
        snprintf(total, sizeof total, "B%zu =SUM(", 2 * cases[i].n_groups + 1);
        assert_int_equal(str_find(strbuf_str(&formulas), str_from(total), 0) !=
                             SIZE_MAX,
                         cases[i].is_formula);
        strbuf_clear(&json);
        strbuf_clear(&formulas);
        bench_clear(&bench);
    }
}

/* ---- layout ---- */

#define SPAN(n)  "<w:gridSpan w:val='" #n "'/>"
#define DOWN     "<w:vMerge w:val='restart'/>"
#define GOES_ON  "<w:vMerge/>"
#define GRID3    GRID(G(1000) G(2000) G(3000))

static void
merged_cells_and_titles_are_where_the_template_has_them(void **state)
{
    static const struct {
        const char *name;
        const char *body;
        const char *json;
        const char *merged; /* in the reader's JSON */
        const char *cells;  /* as printed, without the sheet */
    } cases[] = {
        {"titles and notes go over the table's width",
         P("附件") P("") P("{{t}}") TBL(GRID3 R(C("a") C("b") C("c")))
         P("注"),
         "{\"t\":\"题\"}", "\"A1:C1\",\"A2:C2\",\"A4:C4\"",
         "A1 附件;A2 题;A3 a;B3 b;C3 c;A4 注;"},
        {"cells merged in the drawing",
         TBL(GRID3 R(CELL(DOWN, "a") CELL(SPAN(2) DOWN, "b"))
             R(CELL(GOES_ON, "") CELL(SPAN(2) GOES_ON, "x"))
             R(CELL(GOES_ON, "") C("c") C("d"))),
         "{}", "\"A1:A3\",\"B1:C2\"", "A1 a;B1 b;B3 c;C3 d;"},
        {"a cell that goes on under one of another width stands alone",
         TBL(GRID3 R(CELL(SPAN(2) DOWN, "a") C("b"))
             R(CELL(GOES_ON, "x") C("c") C("d"))),
         "{}", "\"A1:B1\"", "A1 a;C1 b;A2 x;B2 c;C2 d;"},
        {"equal neighbours down a loop",
         TBL(GRID3 R(C("{{#r}}{{a|merge}}") C("{{b|merge}}") C("{{c}}{{/r}}"))),
         "{\"r\":[{\"a\":\"x\",\"b\":1,\"c\":1},{\"a\":\"x\",\"b\":1,\"c\":2},"
         "{\"a\":\"x\",\"b\":2,\"c\":3},{\"a\":\"y\",\"b\":2,\"c\":4}]}",
         "\"A1:A3\",\"B1:B2\"",
         "A1 x;B1 1;C1 1;C2 2;B3 2;C3 3;A4 y;B4 2;C4 4;"},
        {"tables of two grids share columns, near lines are one",
         TBL(GRID(G(1000) G(2000)) R(C("a") C("b")))
         TBL(GRID(G(1050) G(950) G(1000)) R(C("c") C("d") C("e"))),
         "{}", "\"B1:C1\"", "A1 a;B1 b;A2 c;B2 d;C2 e;"},
        {"a table without rows is not there",
         P("a") TBL(GRID3 R(C("{{#r}}x") C("y{{/r}}"))) P("b"),
         "{\"r\":[]}", "", "A1 a;A2 b;"},
        {"a row may begin late and be longer than its grid",
         TBL(GRID(G(1000)) "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
             C("a") C("b") "</w:tr>" R(C("c"))),
         "{}", "", "B1 a;C1 b;A2 c;"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct bench bench;
        struct strbuf cells = {0};
        struct strbuf merged = {0};
        struct grid grid;
        struct grid_options options = {0};
        char *json;

        bench_init(&bench, cases[i].body, cases[i].json);
        assert_true(bench_render(&bench));
        assert_true(grid_read(&grid, bench.path, &options, &bench.arena,
                              &bench.diags));
        for (size_t r = 0; r < grid.sheets[0].n_rows; r++) {
            const struct grid_row *row = &grid.sheets[0].rows[r];

            for (size_t c = 0; c < row->n_cells; c++) {
                location_add_cell(&cells, row->row + 1,
                                  row->cells[c].col + 1);
                strbuf_addf(&cells, " %.*s;", STR_ARG(row->cells[c].text));
            }
        }
        if (strcmp(cells.ptr, cases[i].cells) != 0) {
            fail_msg("%s: %s", cases[i].name, cells.ptr);
        }
        json = bench_read(&bench, true);
        for (char *p = json; *p; p++) {
            if (*p != ' ' && *p != '\n') {
                strbuf_add_char(&merged, *p);
            }
        }
        strbuf_cut(&cells, 0);
        strbuf_addf(&cells, "\"merged\":[%s]", cases[i].merged);
        if (!strstr(merged.ptr, cells.ptr)) {
            fail_msg("%s: %s", cases[i].name, merged.ptr);
        }
        free(json);
        strbuf_clear(&cells);
        strbuf_clear(&merged);
        bench_clear(&bench);
    }
}

static void
the_head_is_frozen_and_repeats_on_every_page(void **state)
{
    struct bench bench;
    struct str sheet;

    (void)state;
    bench_init(&bench,
               P("题") TBL(GRID3 HEAD(C("a") C("b") C("c"))
                           HEAD(C("d") C("e") C("f"))
                           R(C("1") C("2") C("3")))
               "<w:sectPr><w:pgSz w:w='16838' w:h='11906'/><w:pgMar "
               "w:top='1440' w:bottom='720' w:left='2160' w:right='-5'/>"
               "</w:sectPr>",
               "{}");
    assert_true(bench_render(&bench));
    sheet = bench_part(&bench, "/xl/worksheets/sheet1.xml");
    assert_has(sheet, "ySplit=\"3\"");
    assert_has(sheet, "fitToHeight=\"0\"");
    assert_has(sheet, "paperSize=\"9\"");
    assert_has(sheet, "orientation=\"landscape\"");
    assert_has(sheet, "left=\"1.5\" right=\"1\" top=\"1\" bottom=\"0.5\"");
    assert_has(sheet, "<oddFooter>&amp;C&amp;\"宋体,常规\"&amp;14"
                      "— &amp;P —</oddFooter>");
    assert_has(sheet, "header=\"0.3\" footer=\"0.21\"");
    assert_has(bench_part(&bench, "/xl/workbook.xml"), "'表'!$2:$3<");
    assert_has(bench_part(&bench, "/xl/workbook.xml"), "'表'!$A$1:$C$4<");
    assert_has(bench_part(&bench, "/docProps/core.xml"),
               "2021-11-04T00:00:00Z");
    bench_clear(&bench);
}

static void
lines_come_from_the_cell_then_the_table_then_its_style(void **state)
{
    struct bench bench;
    struct str s;

    (void)state;
    bench_init(&bench,
               TBL(GRID(G(1000) G(1000))
                   R(C("a") CELL("<w:tcBorders><w:top w:val='nil'/>"
                                 "</w:tcBorders>", "b"))),
               "{}");
    assert_true(bench_render(&bench));
    s = bench_part(&bench, "/xl/styles.xml");
    assert_has(s, "<right style=\"thin\"><color auto=\"1\"/></right>"
                  "<top style=\"double\"><color auto=\"1\"/></top>"
                  "<bottom style=\"thin\">");
    assert_has(s, "<left style=\"thin\"><color auto=\"1\"/></left><right/>"
                  "<top/><bottom style=\"thin\">");
    assert_has(s, "<name val=\"仿宋\"/>");
    bench_clear(&bench);
}

static void
rows_are_as_high_as_their_wrapped_text(void **state)
{
    /* 12 points: a line is 312 twips; 2,475 twips hold 20 columns */
    static const struct {
        const char *text;
        unsigned lines;
    } cases[] = {
        {"", 1},
        {"一二三四五六七八九十", 1},
        {"一二三四五六七八九十一", 2},
        {"aaaaaaaaa bbbbbbbbbb", 1},
        {"aaaaaaaaaa bbbbbbbbbbb", 2},
        {"aaaaaaaaaaaaaaaaaaaaaaaaa", 2},
        {"一“二”三…四—五六七", 2},
        {"a\\nb\\n\\nc", 4},
        {"一二三四五六七八九 http://a.b/", 2},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct bench bench;
        struct sheets sheets = {.path = "x"};
        struct xlsx_options options = {.sheet = "y"};
        char json[128];

        snprintf(json, sizeof json, "{\"t\":\"%s\"}", cases[i].text);
        bench_init(&bench, TBL(GRID(G(2475)) R(C("{{t}}"))), json);
        sheets.arena = &bench.arena;
        assert_true(sheets_gather(&sheets, bench.template.body->root,
                                  &bench.scope, &bench.evaluator, &options,
                                  &bench.diags));
        assert_in_range(sheets.items[0].rows[0].height, cases[i].lines * 312 + 80,
                        cases[i].lines * 312 + 80 + 14);
        bench_clear(&bench);
    }
}

static void
a_column_too_narrow_for_its_numbers_takes_from_the_others(void **state)
{
    /* 12 points: 120 twips a column and 150 around */
    static const struct {
        const char *number;
        unsigned widths[3];
    } cases[] = {
        {"1", {1000, 2000, 1000}},
        {"12345678", {1110, 1926, 963}},     /* 110 lacking, 750 to spare */
        {"12345678901", {1470, 1686, 843}},  /* 470 */
        {"123456789012345", {1750, 1500, 750}}, /* 950: as far as it goes */
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct bench bench;
        struct sheets sheets = {.path = "x"};
        struct xlsx_options options = {.sheet = "y"};
        char json[64];

        snprintf(json, sizeof json, "{\"n\":%s}", cases[i].number);
        bench_init(&bench,
                   TBL(GRID(G(1000) G(2000) G(1000))
                       R(C("{{n}}") C("一二三四五六七八九十一二") C("b"))),
                   json);
        sheets.arena = &bench.arena;
        assert_true(sheets_gather(&sheets, bench.template.body->root,
                                  &bench.scope, &bench.evaluator, &options,
                                  &bench.diags));
        for (size_t k = 0; k < 3; k++) {
            assert_in_range(sheets.items[0].widths[k], cases[i].widths[k],
                            cases[i].widths[k] + 1);
        }
        bench_clear(&bench);
    }
}

static void
a_sheet_has_as_many_columns_as_excel_takes(void **state)
{
    static const struct {
        const char *body;
        bool fits;
    } cases[] = {
        {TBL(R(CELL(SPAN(16383), "a") C("b"))), true},
        {TBL(R(CELL(SPAN(16384), "a") C("b"))), false},
        {TBL(R(CELL(SPAN(16384), "a"))), true},
        {TBL(R(CELL(SPAN(16385), "a"))), false},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct bench bench;

        bench_init(&bench, cases[i].body, "{}");
        assert_int_equal(bench_render(&bench), cases[i].fits);
        assert_int_equal(diags_status(&bench.diags), !cases[i].fits);
        bench_clear(&bench);
    }
}

/* By a section in a section, 1,024 times as many rows as one has.  What fits
 * is only gathered here: a million rows take long to write. */
static void
a_sheet_has_as_many_rows_as_excel_takes(void **state)
{
    static const struct {
        const char *more;
        bool by_table;
        bool fits;
    } cases[] = {{"", false, true},
                 {TBL(R(C("b"))), false, false},
                 {P("c") TBL(R(C("b"))), true, true},
                 {TBL(R(C("b"))) P("c"), true, true}};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf json = {0};
        struct bench bench;
        struct sheets sheets = {.path = "x"};
        struct xlsx_options options = {.by_table = cases[i].by_table};
        char *body = NULL;

        strbuf_add_cstr(&json, "{\"r\":[0");
        for (size_t k = 1; k < 1024; k++) {
            strbuf_add_cstr(&json, ",0");
        }
        strbuf_add_cstr(&json, "]}");
        assert_true(asprintf(&body, "%s%s",
                             TBL(R(C("{{#r}}")) R(C("{{#r}}"))
                                 R(C("a")) R(C("{{/r}}")) R(C("{{/r}}"))),
                             cases[i].more) > 0);
        bench_init(&bench, body, json.ptr);
        sheets.arena = &bench.arena;
        assert_int_equal(sheets_gather(&sheets, bench.template.body->root,
                                       &bench.scope, &bench.evaluator, &options,
                                       &bench.diags),
                         cases[i].fits);
        assert_int_equal(diags_status(&bench.diags), !cases[i].fits);
        free(body);
        strbuf_clear(&json);
        bench_clear(&bench);
    }
}

/* ---- sheets ---- */

#define CENTRED(text) \
    "<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>" text \
    "</w:t></w:r></w:p>"
#define ONE(text) TBL(R(C(text) C("b")))

static void
tables_are_on_sheets_of_their_own_if_asked_for(void **state)
{
    static const struct {
        const char *name;
        const char *body;
        const char *sheets; /* names given; NULL: none */
        const char *read;
    } cases[] = {
        {"named by their captions",
         CENTRED("甲表") ONE("1") CENTRED("乙表") ONE("2"), NULL,
         "甲表!A1\ttext\t甲表;甲表!A2\ttext\t1;甲表!B2\ttext\tb;"
         "乙表!A1\ttext\t乙表;乙表!A2\ttext\t2;乙表!B2\ttext\tb;"},
        {"notes stay with the table above, the end with the last",
         P("附件") CENTRED("甲") ONE("1") P("注") CENTRED("乙") P("单位：家")
             ONE("2") P("完"),
         NULL,
         "甲!A1\ttext\t附件;甲!A2\ttext\t甲;甲!A3\ttext\t1;甲!B3\ttext\tb;"
         "甲!A4\ttext\t注;乙!A1\ttext\t乙;乙!A2\ttext\t单位：家;"
         "乙!A3\ttext\t2;乙!B3\ttext\tb;乙!A4\ttext\t完;"},
        {"what is no title belongs to the next table",
         ONE("1") P("乙") ONE("2"), NULL,
         "标题!A1\ttext\t1;标题!B1\ttext\tb;乙!A1\ttext\t乙;"
         "乙!A2\ttext\t2;乙!B2\ttext\tb;"},
        {"a row of one cell is a caption",
         TBL(R(CELL(SPAN(2), "内")) R(C("1") C("2"))) ONE("3"), NULL,
         "内!A1\ttext\t内;内!A2\ttext\t1;内!B2\ttext\t2;标题!A1\ttext\t3;"
         "标题!B1\ttext\tb;"},
        {"by names given, and their own where one is left out",
         P("甲") ONE("1") P("乙") ONE("2") P("丙") ONE("3"), "一| |三",
         "一!A1\ttext\t甲;一!A2\ttext\t1;一!B2\ttext\tb;乙!A1\ttext\t乙;"
         "乙!A2\ttext\t2;乙!B2\ttext\tb;三!A1\ttext\t丙;三!A2\ttext\t3;"
         "三!B2\ttext\tb;"},
        {"names that are one for Excel are numbered",
         P("a") ONE("1") P("A") ONE("2") P("ａ") ONE("3") P("Ａ") ONE("4"),
         NULL,
         "a!A1\ttext\ta;a!A2\ttext\t1;a!B2\ttext\tb;A(2)!A1\ttext\tA;"
         "A(2)!A2\ttext\t2;A(2)!B2\ttext\tb;ａ!A1\ttext\tａ;"
         "ａ!A2\ttext\t3;ａ!B2\ttext\tb;Ａ(2)!A1\ttext\tＡ;"
         "Ａ(2)!A2\ttext\t4;Ａ(2)!B2\ttext\tb;"},
        {"without a table there is one sheet", P("a") P("b"), NULL,
         "标题!A1\ttext\ta;标题!A2\ttext\tb;"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct xlsx_options options = {
            .sheet = cases[i].sheets, .title = "标题", .by_table = true};
        struct bench bench;
        char *text;

        bench_init(&bench, cases[i].body, "{}");
        assert_true(xlsx_render(bench.path, &bench.template, &bench.scope,
                                &bench.evaluator, &options, &bench.diags));
        text = bench_read(&bench, false);
        for (char *p = text; *p; p++) {
            *p = *p == '\n' ? ';' : *p;
        }
        if (strcmp(text, cases[i].read) != 0) {
            fail_msg("%s: %s", cases[i].name, text);
        }
        free(text);
        bench_clear(&bench);
    }
}

static void
a_sheet_has_its_own_columns_page_head_and_formulas(void **state)
{
    struct xlsx_options options = {.sheet = "2021|乙's", .by_table = true};
    struct bench bench;
    struct str book;
    struct str second;

    (void)state;
    bench_init(&bench,
               TBL(GRID(G(1000) G(2000)) HEAD(C("x") C("y"))
                   R(C("{{#r}}{{x}}") C("{{y}}{{/r}}")))
               "<w:p><w:pPr><w:sectPr><w:pgSz w:w='11906' w:h='16838'/>"
               "<w:pgMar w:left='2880'/></w:sectPr></w:pPr></w:p>"
               P("题")
               TBL(GRID(G(5000) G(1500)) HEAD(C("x") C("y"))
                   R(C("{{#r}}{{x}}") C("{{y}}{{/r}}"))
                   R(C("{{r|sum:x}}") C("")))
               "<w:sectPr><w:pgSz w:w='16838' w:h='11906'/></w:sectPr>",
               "{\"r\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]}");
    assert_true(xlsx_render(bench.path, &bench.template, &bench.scope,
                            &bench.evaluator, &options, &bench.diags));
    book = bench_part(&bench, "/xl/workbook.xml");
    assert_has(book, "localSheetId=\"0\">'2021'!$A$1:$B$3<");
    assert_has(book, "localSheetId=\"0\">'2021'!$1:$1<");
    assert_has(book, "localSheetId=\"1\">'乙''s'!$A$1:$B$5<");
    assert_has(book, "localSheetId=\"1\">'乙''s'!$2:$2<");
    assert_has(bench_part(&bench, "/xl/worksheets/sheet1.xml"),
               "orientation=\"portrait\"");
    assert_has(bench_part(&bench, "/xl/worksheets/sheet1.xml"),
               "left=\"2\"");
    second = bench_part(&bench, "/xl/worksheets/sheet2.xml");
    assert_has(second, "orientation=\"landscape\"");
    assert_has(second, "<f>SUM(A3:A4)</f>");
    assert_has(second, "<c r=\"A5\"");
    bench_clear(&bench);
}

static void
a_thousand_tables_have_a_thousand_sheets(void **state)
{
    struct xlsx_options options = {
        .sheet = NULL, .title = "一二三四五六七八九十一二三四五六七八九十"
                                "一二三四五六七八九十一", .by_table = true};
    struct strbuf body = {0};
    struct bench bench;
    char *text;

    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        strbuf_add_cstr(&body, ONE("x") P(""));
    }
    bench_init(&bench, body.ptr, "{}");
    assert_true(xlsx_render(bench.path, &bench.template, &bench.scope,
                            &bench.evaluator, &options, &bench.diags));
    text = bench_read(&bench, false);
    assert_non_null(strstr(text, "一二三四五六七八九十一二三四五六七八九十"
                                 "一二三四五(1000)!A1\ttext\tx\n"));
    free(text);
    strbuf_clear(&body);
    bench_clear(&bench);
}

/* ---- the file ---- */

static void
names_excel_refuses_are_repaired(void **state)
{
    static const struct {
        const char *wanted;
        const char *name;
        unsigned notes;
    } cases[] = {
        {"附件1", "附件1", 0},
        {NULL, "Sheet1", 0},
        {"", "Sheet1", 0},
        {" ' ", "Sheet1", 1},
        {"a:b\\c/d?e*f[g]", "a：b＼c／d？e＊f［g］", 1},
        {"'a'b'", "a'b", 1},
        {"history", "History_", 1},
        {"a\001b\177\xFF", "ab", 1},
        {"_x0041_", "＿x0041_", 1},
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二",
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", 1},
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十𠮷",
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", 1},
        {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十'二",
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", 1},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct diags diags = {0};

        assert_string_equal(
            xlsx_sheet_name(cases[i].wanted, "a.xlsx", &arena, &diags),
            cases[i].name);
        assert_int_equal(diags.n_items, cases[i].notes);
        assert_int_equal(diags_status(&diags), 0);
        diags_clear(&diags);
    }
    arena_clear(&arena);
}

static void
a_name_that_looks_like_a_number_or_a_cell_is_quoted(void **state)
{
    static const char *const names[] = {"2021", "A1", "x"};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(names); i++) {
        struct xlsx_options options = {.sheet = names[i]};
        struct bench bench;
        char expected[32];

        bench_init(&bench, P("a"), "{}");
        assert_true(xlsx_render(bench.path, &bench.template, &bench.scope,
                                &bench.evaluator, &options, &bench.diags));
        snprintf(expected, sizeof expected, "'%s'!$A$1<", names[i]);
        assert_has(bench_part(&bench, "/xl/workbook.xml"), expected);
        bench_clear(&bench);
    }
}

static void
columns_are_counted_in_digits_of_a_font_every_office_has(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, TBL(GRID(G(1125)) R(C("a"))), "{}");
    assert_true(bench_render(&bench));
    assert_has(bench_part(&bench, "/xl/styles.xml"),
               "<font><sz val=\"10.5\"/><color theme=\"1\"/>"
               "<name val=\"宋体\"/>");
    assert_has(bench_part(&bench, "/xl/worksheets/sheet1.xml"),
               "width=\"10.7109375\""); /* 75 pixels */
    bench_clear(&bench);
}

static void
the_same_input_gives_the_same_bytes(void **state)
{
    struct strbuf bytes[2];
    struct bench bench;

    (void)state;
    bench_init(&bench, P("题") TBL(R(C("{{a}}") C("{{b}}分"))),
               "{\"a\":\"x\",\"b\":1}");
    for (size_t i = 0; i < 2; i++) {
        FILE *file;
        int c;

        assert_true(bench_render(&bench));
        bytes[i] = (struct strbuf){0};
        file = fopen(bench.path, "rb");
        while ((c = getc(file)) != EOF) {
            strbuf_add_char(&bytes[i], (char)c);
        }
        fclose(file);
    }
    assert_true(str_equals(strbuf_str(&bytes[0]), strbuf_str(&bytes[1])));
    strbuf_clear(&bytes[0]);
    strbuf_clear(&bytes[1]);
    bench_clear(&bench);
}

/* Above 20,000 rows they are streamed. */
static void
long_tables_read_back_like_short_ones(void **state)
{
    static const size_t n_rows = 20100;
    struct strbuf sb = {0};
    struct bench bench;
    char *text;

    (void)state;
    strbuf_add_cstr(&sb, "{\"r\":[");
    for (size_t i = 0; i < n_rows; i++) {
        strbuf_addf(&sb, "%s{\"a\":\"g%zu\",\"n\":%zu}", i ? "," : "", i / 3,
                    i);
    }
    strbuf_add_cstr(&sb, "]}");
    bench_init(&bench,
               P("题") TBL(GRID(G(1000) G(1000) G(1000))
                           R(C("{{#r}}{{a|merge}}") CELL(SPAN(2),
                                                        "{{n}}家{{/r}}"))),
               sb.ptr);
    assert_true(bench_render(&bench));
    text = bench_read(&bench, false);
    assert_non_null(strstr(text, "表!B20101\tnumber\t20099\n"));
    assert_non_null(strstr(text, "表!A20099\ttext\tg6699\n"));
    free(text);
    strbuf_clear(&sb);
    bench_clear(&bench);
}

static void
a_workbook_that_is_not_what_it_should_be_is_refused(void **state)
{
    static const struct {
        const char *text; /* of the one cell the sheet should have */
        uint32_t n_cols;
        const char *name;
        bool is_same;
    } cases[] = {
        {"a", 1, "表", true},   {"b", 1, "表", false}, {"", 1, "表", false},
        {"a", 2, "表", false},  {"a", 1, "纸", false},
    };
    struct bench bench;

    (void)state;
    bench_init(&bench, P("a"), "{}");
    assert_true(bench_render(&bench));
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct sheet_cell cell = {.n_cols = cases[i].n_cols,
                                  .n_rows = 1,
                                  .text = str_from(cases[i].text)};
        struct sheet_row row = {.cells = &cell, .n_cells = 1};
        struct sheet sheet = {.path = bench.path,
                              .name = cases[i].name,
                              .rows = &row,
                              .n_rows = 1};
        struct sheets sheets = {
            .path = bench.path, .items = &sheet, .n_items = 1};
        struct diags diags = {0};

        assert_int_equal(xlsx_verify(&sheets, &diags), cases[i].is_same);
        assert_int_equal(diags_status(&diags), cases[i].is_same ? 0 : 3);
        diags_clear(&diags);
    }
    assert_int_equal(truncate(bench.path, 1000), 0);
    {
        struct sheets sheets = {.path = bench.path};

        assert_false(xlsx_verify(&sheets, &bench.diags));
        assert_int_equal(diags_status(&bench.diags), 3);
    }
    bench_clear(&bench);
}

static void
a_folder_that_is_not_there_is_the_systems_fault(void **state)
{
    struct bench bench;

    (void)state;
    bench_init(&bench, P("a"), "{}");
    bench.path =
        arena_strf(&bench.arena, "%s/none/out.xlsx", bench.folder.path).ptr;
    assert_false(bench_render(&bench));
    assert_int_equal(diags_status(&bench.diags), 3);
    bench_clear(&bench);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_a_number_where_it_shows_one_with_its_unit),
        cmocka_unit_test(
            characters_no_workbook_holds_are_left_out_with_a_note),
        cmocka_unit_test(
            a_text_excel_cannot_hold_is_an_error_that_names_the_cell),
        cmocka_unit_test(a_total_of_rows_on_the_sheet_is_a_formula),
        cmocka_unit_test(a_total_of_too_many_ranges_is_a_number),
        cmocka_unit_test(
            merged_cells_and_titles_are_where_the_template_has_them),
        cmocka_unit_test(the_head_is_frozen_and_repeats_on_every_page),
        cmocka_unit_test(
            lines_come_from_the_cell_then_the_table_then_its_style),
        cmocka_unit_test(rows_are_as_high_as_their_wrapped_text),
        cmocka_unit_test(
            a_column_too_narrow_for_its_numbers_takes_from_the_others),
        cmocka_unit_test(a_sheet_has_as_many_columns_as_excel_takes),
        cmocka_unit_test(a_sheet_has_as_many_rows_as_excel_takes),
        cmocka_unit_test(tables_are_on_sheets_of_their_own_if_asked_for),
        cmocka_unit_test(a_sheet_has_its_own_columns_page_head_and_formulas),
        cmocka_unit_test(a_thousand_tables_have_a_thousand_sheets),
        cmocka_unit_test(names_excel_refuses_are_repaired),
        cmocka_unit_test(a_name_that_looks_like_a_number_or_a_cell_is_quoted),
        cmocka_unit_test(
            columns_are_counted_in_digits_of_a_font_every_office_has),
        cmocka_unit_test(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(long_tables_read_back_like_short_ones),
        cmocka_unit_test(a_workbook_that_is_not_what_it_should_be_is_refused),
        cmocka_unit_test(a_folder_that_is_not_there_is_the_systems_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
