#include "gen/render/docx.h"

#include <string.h>

#include "gen/template/json_data.h"
#include "tests/unit/temp.h"
#include "tests/unit/unit.h"

#include "tests/unit/word.h"

#define DATA                                                                   \
    "{\"yes\":true,\"no\":false,\"t\":\"甲\",\"nl\":\"一\\n二\","           \
    "\"l\":[{\"a\":1},{\"a\":2}],\"e\":[],"                                    \
    "\"g\":[{\"n\":\"G1\",\"m\":[{\"x\":1},{\"x\":2}]},"                       \
    "{\"n\":\"G2\",\"m\":[]},{\"n\":\"G3\",\"m\":[{\"x\":3}]}],"               \
    "\"k\":[{\"p\":\"A\",\"q\":\"x\",\"v\":1},"                                \
    "{\"p\":\"A\",\"q\":\"x\",\"v\":1},"                                       \
    "{\"p\":\"B\",\"q\":\"x\",\"v\":1},{\"p\":\"B\",\"q\":\"y\",\"v\":0}]}"
#define B(id)  "<w:bookmarkStart w:id=\"" id "\" w:name=\"b\"/>"
#define BE(id) "<w:bookmarkEnd w:id=\"" id "\"/>"
#define BOX(blocks)                                                            \
    "<w:r><w:pict><w:txbxContent>" blocks "</w:txbxContent></w:pict></w:r>"
#define FIELD(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define INSTR(text) "<w:r><w:instrText>" text "</w:instrText></w:r>"
#define SECT        "<w:sectPr><w:cols/></w:sectPr>"
#define PAGE        "<w:r><w:br w:type=\"page\"/></w:r>"

/* Parts drawn once, by their names. */
#define PART(blocks) "<w:body" WORD_SPACES ">" blocks "</w:body>"
#define WHOLE(blocks)                                                          \
    "<w:document" WORD_SPACES " xmlns:q=\"q\"><w:body>" blocks                 \
    "</w:body></w:document>"
static const char *const parts[][2] = {
    {"块", PART(P("第一{{t}}") "\n" TBL(TR(TC("{{l|count}}甲"))))},
    {"有无", PART(P("{{#yes}}有{{/yes}}") P("{{#no}}无{{/no}}"))},
    {"嵌套", PART(P("外") P("{{> 三段}}") P("{{> 有无}}"))},
    {"自身", PART(P("{{>自身}}"))},
    {"改前缀", "<x:body xmlns:x=\"http://schemas.openxmlformats.org/"
               "wordprocessingml/2006/main\" xmlns:w=\"urn:y\">"
               "<x:p x:rsidR=\"1\" w:own=\"2\"><x:r><x:t>甲</x:t></x:r>"
               "</x:p></x:body>"},
    {"整份", WHOLE("<!-- -->" P("本文") "<w:sectPr><w:cols/></w:sectPr>")},
    {"不是", "<a/>"},
    {"缺口", "<w:body>"},
    {"坏块", PART(P("好") "\n" P("{{t"))},
};

static bool
find_part(struct str name, struct str *text, const char **path)
{
    for (size_t i = 0; i < N_ITEMS(parts); i++) {
        if (str_is(name, parts[i][0])) {
            *text = str_from(parts[i][1]);
            *path = "part.xml";
            return true;
        }
    }
    return false;
}

static bool
find_prose(void *user, struct str name, struct str *text, const char **path)
{
    (void)user;
    if (find_part(name, text, path)) {
        return true;
    }
    *path = "prose.txt";
    *text = str_is(name, "一段") ? STR("只有{{t}}一段")
            : str_is(name, "三段")
                ? STR("一、总体\n（一）网站。共{{l|count}}家。\n余下。")
            : str_is(name, "循环") ? STR("{{#l}}\n第{{a}}项\n{{/l}}")
            : str_is(name, "自己") ? STR("{{>自己}}")
            : str_is(name, "坏")   ? STR("好\n坏{{t")
                                   : STR("");
    return text->len || str_is(name, "空");
}

/* Fills the error, or renders to path. */
static bool
render(const struct word *word, const char *json, const char *template_path,
       const char *path, uint64_t max_bytes, struct strbuf *error)
{
    static const struct prose_source proses = {NULL, find_prose};
    struct template_source source = {.path = template_path,
                                     .proses = &proses};
    struct arena arena = {0};
    struct arena temporary = {0};
    struct diags diags = {0};
    struct evaluator evaluator = {.arena = &temporary};
    struct template template;
    struct dataset dataset;
    struct value root;
    struct scope scope;
    bool ok;

    word_write(template_path, word);
    if (max_bytes) {
        evaluator.max_bytes = max_bytes;
        evaluator.max_passes = max_bytes;
    }
    ok = json_data_parse(str_from(json), "data", &root, &arena, &diags);
    scope = json_data_scope(&root, &dataset);
    ok = ok && template_read(&template, &source, &arena, &diags) &&
         docx_render(path, &template, &scope, &evaluator, &diags);
    for (size_t i = 0; i < diags.n_items; i++) {
        diag_format(error, &diags.items[i]);
        strbuf_add_char(error, '\n');
    }
    evaluator_clear(&evaluator);
    diags_clear(&diags);
    arena_clear(&temporary);
    arena_clear(&arena);
    return ok;
}

static size_t n_wrong; /* all of a table's are shown */

static int
reset(void **state)
{
    (void)state;
    n_wrong = 0;
    return 0;
}

static int
all_right(void **state)
{
    (void)state;
    return n_wrong != 0;
}

/* expected is the body; behind "!", a part of the errors. */
static void
check(const char *name, const struct word *word, const char *part,
      const char *from, const char *to, const char *expected)
{
    struct strbuf error = {0};
    struct strbuf got = {0};
    struct strbuf wanted = word_short(expected);
    struct temp in;
    struct temp out;
    bool is_right;

    temp_init(&in);
    temp_init(&out);
    temp_path(&in, "in.docx");
    temp_path(&out, "out.docx");
    if (render(word, DATA, in.path, out.path, 0, &error)) {
        got = word_between(out.path, part, from, to);
        is_right = str_equals(strbuf_str(&got), strbuf_str(&wanted));
    } else {
        is_right = expected[0] == '!' && strstr(error.ptr, expected + 1);
    }
    if (!is_right) {
        print_error("%s\nexpected %s\ngot      %s%s\n", name, expected,
                    got.ptr ? got.ptr : "", error.ptr ? error.ptr : "");
        n_wrong++;
    }
    strbuf_clear(&error);
    strbuf_clear(&got);
    strbuf_clear(&wanted);
    temp_clear(&in);
    temp_clear(&out);
}

struct body_case {
    const char *name;
    const char *body;
    const char *expected;
};

static void
check_bodies(const struct body_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct word word = {.body = cases[i].body};

        check(cases[i].name, &word, "/word/document.xml", "<w:body>",
              "</w:body>", cases[i].expected);
    }
}

static void
tags_are_read_across_runs(void **state)
{
    static const struct body_case cases[] = {
        {"in one run", P("我是{{t}}。"), P("我是甲。")},
        {"cut in the name", PR(R("{{") R("t") R("}}")), P("甲")},
        {"cut in the braces", PR(R("一{") R("{t}") R("}二")),
         PR(R("一") R("甲") R("二"))},
        {"the run of the name's first character gives the format",
         PR(R("{{") "<w:r><w:rPr><w:b/></w:rPr><w:t>t</w:t></w:r>" R("}}")),
         PR("<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r>")},
        {"a proofreading mark between",
         PR(R("{{t") "<w:proofErr w:type=\"spellStart\"/>" R("}}")),
         PR(R("甲") "<w:proofErr w:type=\"spellStart\"/>")},
        {"over a line break",
         PR("<w:r><w:t>{{t</w:t><w:br/><w:t>}}</w:t></w:r>"),
         PR("<w:r><w:t>甲</w:t><w:br/></w:r>")},
        {"a value with a line break", P("{{nl}}"),
         PR("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r>")},
        {"in a deleted run",
         PR("<w:del "
            "w:id=\"1\"><w:r><w:delText>{{t}}</w:delText></w:r></w:del>" R(
                "乙")),
         PR("<w:del "
            "w:id=\"1\"><w:r><w:delText>{{t}}</w:delText></w:r></w:del>" R(
                "乙"))},
        {"moved from here",
         PR("<w:moveFrom w:id=\"1\">" R("{{#l}}") "</w:moveFrom>" R("乙")),
         PR("<w:moveFrom w:id=\"1\">" R("{{#l}}") "</w:moveFrom>" R("乙"))},
        {"in a field's instruction",
         PR(FIELD("begin") INSTR(" HYPERLINK \"{{t}}\" ") FIELD("end")),
         PR(FIELD("begin") INSTR(" HYPERLINK \"甲\" ") FIELD("end"))},
        {"a line break in a field's instruction", PR(INSTR("{{nl}}")),
         PR(INSTR("一 二"))},
        {"in a text box", PR(BOX(P("{{t}}"))), PR(BOX(P("甲")))},
        {"a comment vanishes", P("甲{{! nichts }}乙"), P("甲乙")},
        {"a paragraph of a comment vanishes", P("一") P("{{! a }}") P("二"),
         P("一") P("二")},
        {"other delimiters", P("{{=[[ ]]=}}") P("[[t]]{{"), P("甲{{")},
    };

    (void)state;
    check_bodies(cases, N_ITEMS(cases));
}

static void
sections_repeat_what_they_stand_around(void **state)
{
    static const struct body_case cases[] = {
        {"text", P("{{#l}}{{a}}，{{/l}}完"), PR(R("1，") R("2，") R("完"))},
        {"paragraphs", P("{{#l}}") P("{{a}}") P("{{/l}}"), P("1") P("2")},
        {"tags at the ends of paragraphs", P("{{#l}}{{a}}") P("乙{{/l}}"),
         P("1") P("乙") P("2") P("乙")},
        {"none", P("一") P("{{#e}}") P("{{a}}") P("{{/e}}") P("二"),
         P("一") P("二")},
        {"the other case",
         P("{{#e}}") P("有") P("{{/e}}") P("{{^e}}") P("无") P("{{/e}}"),
         P("无")},
        {"a paragraph of one section that is empty",
         P("一") P("{{#e}}{{a}}{{/e}}") P("二"), P("一") P("二")},
        {"blanks beside an empty section show nothing",
         P("一") P(" {{#e}}{{a}}{{/e}} ") P("二"), P("一") P("二")},
        {"a page break beside an empty section stays",
         PR(PAGE R("{{#e}}{{a}}{{/e}}")), PR(PAGE)},
        {"a page break beside a tag stays",
         PR(PAGE R("{{#l}}")) P("{{a}}") P("{{/l}}"),
         PR(PAGE R("")) P("1") P("2")},
        {"a table", P("{{#l}}") TBL(TR(TC("{{a}}"))) P("{{/l}}"),
         TBL(TR(TC("1"))) TBL(TR(TC("2")))},
        {"nested paragraphs",
         P("{{#g}}") P("{{n}}") P("{{#m}}") P("{{x}}") P("{{/m}}") P("{{/g}}"),
         P("G1") P("1") P("2") P("G2") P("G3") P("3")},
        {"text box in a section", P("{{#l}}") PR(BOX(P("{{a}}"))) P("{{/l}}"),
         PR(BOX(P("1"))) PR(BOX(P("2")))},
        {"a section in a text box", PR(BOX(P("{{#l}}") P("{{a}}") P("{{/l}}"))),
         PR(BOX(P("1") P("2")))},
        {"an empty text box keeps a paragraph",
         PR(BOX(P("{{#e}}") P("{{a}}") P("{{/e}}"))), PR(BOX("<w:p/>"))},
        {"a section break between tags stays",
         P("{{#l}}") P("{{a}}") "<w:p><w:pPr>" SECT
                                "</w:pPr>" R("{{/l}}") "</w:p>" P("二"),
         P("1") P("2") "<w:p><w:pPr>" SECT "</w:pPr></w:p>" P("二")},
        {"a link within a section",
         PR(R("{{#l}}") "<w:hyperlink>" R("{{a}}{{/l}}") "</w:hyperlink>"),
         PR("<w:hyperlink>" R("1") "</w:hyperlink>"
                                   "<w:hyperlink>" R("2") "</w:hyperlink>")},
        {"tags in tracked insertions",
         PR("<w:ins w:id=\"1\">" R("{{#l}}") "</w:ins>" R(
             "{{a}}") "<w:ins w:id=\"2\">" R("{{/l}}") "</w:ins>"),
         PR(R("1") R("2"))},
        {"deep", P("{{#g}}{{#m}}{{#yes}}{{#m}}{{x}}{{/m}}{{/yes}}{{/m}}{{/g}}"),
         PR(R("1") R("2") R("1") R("2") R("3"))},
    };

    (void)state;
    check_bodies(cases, N_ITEMS(cases));
}

static void
sections_in_tables_repeat_rows(void **state)
{
    static const struct body_case cases[] = {
        {"over one row",
         TBL(TR(TC("头") TC("")) TR(TC("{{#l}}{{a}}") TC("x{{/l}}"))),
         TBL(TR(TC("头") TC("")) TR(TC("1") TC("x")) TR(TC("2") TC("x")))},
        {"over two rows", TBL(TR(TC("{{#l}}{{a}}")) TR(TC("x{{/l}}"))),
         TBL(TR(TC("1")) TR(TC("x")) TR(TC("2")) TR(TC("x")))},
        {"one column", TBL(TR(TC("{{#l}}{{a}}{{/l}}"))),
         TBL(TR(TC("1")) TR(TC("2")))},
        {"tag rows vanish",
         TBL(TR(TC("{{#l}}") TC("")) TR(TC("{{a}}") TC("y"))
                 TR(TC("{{/l}}") TC(""))),
         TBL(TR(TC("1") TC("y")) TR(TC("2") TC("y")))},
        {"a tag in a paragraph of its own in the cell",
         TBL(TR(C(P("{{#l}}") P("{{a}}")) C(P("x") P("{{/l}}")))),
         TBL(TR(TC("1") TC("x")) TR(TC("2") TC("x")))},
        {"groups with their rows",
         TBL(TR(TC("{{#g}}{{n}}")) TR(TC("{{#m}}{{x}}{{/m}}{{/g}}"))),
         TBL(TR(TC("G1")) TR(TC("1")) TR(TC("2")) TR(TC("G2")) TR(TC("G3"))
                 TR(TC("3")))},
        {"heading rows of groups",
         TBL(TR(TC("{{#g}}{{n}}") TC(""))
                 TR(TC("{{#m}}{{x}}") TC("{{/m}}{{/g}}"))),
         TBL(TR(TC("G1") TC("")) TR(TC("1") TC("")) TR(TC("2") TC(""))
                 TR(TC("G2") TC("")) TR(TC("G3") TC("")) TR(TC("3") TC("")))},
        {"text within a cell", TBL(TR(TC("{{#l}}{{a}},{{/l}}") TC("y"))),
         TBL(TR(C(PR(R("1,") R("2,"))) TC("y")))},
        {"paragraphs within a cell",
         TBL(TR(C(P("{{#l}}") P("{{a}}") P("{{/l}}")) TC("y"))),
         TBL(TR(C(P("1") P("2")) TC("y")))},
        {"an empty cell keeps a paragraph",
         TBL(TR(C(P("{{#e}}") P("{{a}}") P("{{/e}}")) TC("y"))),
         TBL(TR(C("<w:p/>") TC("y")))},
        {"no row at all: no table",
         P("一") TBL(TR(TC("{{#e}}{{a}}") TC("{{/e}}"))), P("一")},
        {"a nested table in a cell's paragraphs",
         TBL(TR(C(P("{{#g}}{{n}}") TBL(TR(TC("{{#m}}{{x}}") TC("y{{/m}}")))
                      P("z{{/g}}")) TC("w"))),
         TBL(TR(C(P("G1") TBL(TR(TC("1") TC("y")) TR(TC("2") TC("y"))) P("z") P(
             "G2") P("z") P("G3") TBL(TR(TC("3") TC("y"))) P("z")) TC("w")))},
        {"a nested table whose rows repeat",
         TBL(TR(TC("{{#g}}{{n}}")
                    C(TBL(TR(TC("{{#m}}{{x}}") TC("y{{/m}}"))) P("z{{/g}}")))),
         TBL(TR(TC("G1") C(TBL(TR(TC("1") TC("y")) TR(TC("2") TC("y"))) P("z")))
                 TR(TC("G2") C(P("z")))
                     TR(TC("G3") C(TBL(TR(TC("3") TC("y"))) P("z"))))},
        {"blanks between a cell's elements",
         TBL(TR("<w:tc>\n" P("{{t}}") "\n</w:tc>")),
         TBL(TR("<w:tc>\n" P("甲") "\n</w:tc>"))},
        {"rows in a content control",
         TBL("<w:sdt><w:sdtContent>" TR(
             TC("{{#l}}{{a}}") TC("{{/l}}")) "</w:sdtContent></w:sdt>"),
         TBL("<w:sdt><w:sdtContent>" TR(TC("1") TC(""))
                 TR(TC("2") TC("")) "</w:sdtContent></w:sdt>")},
        {"a row that only holds a table of tags",
         TBL(TR(TC("{{#l}}")) TR(C(TBL(TR(TC("{{/l}}{{#l}}"))) P("")))
                 TR(TC("{{a}}{{/l}}"))),
         TBL(TR(TC("1")) TR(TC("2")))},
        {"a cell that ends in a content control",
         TBL(TR(C("<w:sdt><w:sdtContent>" P("x") "</w:sdtContent></w:sdt>"
                  P("{{#no}}") P("y") P("{{/no}}")) TC("z"))),
         TBL(TR(C("<w:sdt><w:sdtContent>" P("x") "</w:sdtContent></w:sdt>"
                  "<w:p/>") TC("z")))},
        {"the tags' paragraph behind a table stays",
         TBL(TR(C(P("{{#l}}") TBL(TR(TC("{{a}}"))) P("{{/l}}")) TC("z"))),
         TBL(TR(C(TBL(TR(TC("1"))) TBL(TR(TC("2"))) "<w:p/>") TC("z")))},
        {"a cell that ends in a table",
         TBL(TR(C(P("{{t}}") TBL(TR(TC("x"))) P("{{#e}}{{a}}{{/e}}")))),
         TBL(TR(C(P("甲") TBL(TR(TC("x"))) PR(""))))},
    };

    (void)state;
    check_bodies(cases, N_ITEMS(cases));
}

#define M1 "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>"
#define M2 "<w:tcPr><w:vMerge/></w:tcPr>"
#define E0 "<w:tcPr/>"

static void
equal_neighbours_merge_within_those_to_their_left(void **state)
{
    static const struct body_case cases[] = {
        {"one column", TBL(TR(TC("{{#k}}{{p|merge}}") TC("{{q}}{{/k}}"))),
         TBL(TR(C(M1 P("A")) TC("x")) TR(C(M2 P("")) TC("x"))
                 TR(C(M1 P("B")) TC("x")) TR(C(M2 P("")) TC("y")))},
        {"two columns", TBL(TR(TC("{{#k}}{{p|merge}}") TC("{{q|合并}}{{/k}}"))),
         TBL(TR(C(M1 P("A")) C(M1 P("x"))) TR(C(M2 P("")) C(M2 P("")))
                 TR(C(M1 P("B")) C(E0 P("x"))) TR(C(M2 P("")) C(E0 P("y"))))},
        {"without the left one",
         TBL(TR(TC("{{#k}}{{序号}}") TC("{{q|merge}}{{/k}}"))),
         TBL(TR(TC("1") C(M1 P("x"))) TR(TC("2") C(M2 P("")))
                 TR(TC("3") C(M2 P(""))) TR(TC("4") C(E0 P("y"))))},
        {"behind the width",
         TBL(TR(C("<w:tcPr><w:tcW w:w=\"9\"/><w:vAlign "
                  "w:val=\"center\"/></w:tcPr>" P("{{#l}}{{t|merge}}"))
                    TC("{{/l}}"))),
         TBL(TR(C("<w:tcPr><w:tcW w:w=\"9\"/><w:vMerge w:val=\"restart\"/>"
                  "<w:vAlign w:val=\"center\"/></w:tcPr>" P("甲")) TC(""))
                 TR(C("<w:tcPr><w:tcW w:w=\"9\"/><w:vMerge/>"
                      "<w:vAlign w:val=\"center\"/></w:tcPr>" P("")) TC("")))},
        {"a group's name over its rows",
         TBL(TR(TC("{{#g}}{{#m}}{{n|merge}}") TC("{{x}}{{/m}}{{/g}}"))),
         TBL(TR(C(M1 P("G1")) TC("1")) TR(C(M2 P("")) TC("2"))
                 TR(C(E0 P("G3")) TC("3")))},
        {"outside a section", TBL(TR(TC("{{t|merge}}"))), TBL(TR(TC("甲")))},
        {"drawn below a row that is not there",
         TBL(TR(C(M1 P("{{#no}}A")) TC("{{/no}}")) TR(C(M2 P("")) TC("x"))
                 TR(C(M2 P("")) TC("y"))),
         TBL(TR(C(M1 P("")) TC("x")) TR(C(M2 P("")) TC("y")))},
        {"drawn over rows that are not there",
         TBL(TR(C(M1 P("A")) TC("x")) TR(C(M2 P("{{#e}}")) TC("{{a}}{{/e}}"))),
         TBL(TR(C(E0 P("A")) TC("x")))},
        {"drawn over rows that repeat",
         TBL(TR(C(M1 P("A")) TC("x")) TR(C(M2 P("{{#l}}")) TC("{{a}}{{/l}}"))),
         TBL(TR(C(M1 P("A")) TC("x")) TR(C(M2 P("")) TC("1"))
                 TR(C(M2 P("")) TC("2")))},
        {"drawn below a label that is merged by what it says",
         TBL(TR(C(M1 P("{{#l}}{{t|merge}}")) TC("{{a}}{{/l}}"))
                 TR(C(M2 P("")) TC("计"))),
         TBL(TR(C(M1 P("甲")) TC("1")) TR(C(M2 P("")) TC("2"))
                 TR(C(M2 P("")) TC("计")))},
        {"what stands beside the label",
         TBL(TR(TC("{{#k|first:2}}甲{{p|merge}}（{{序号}}）")
                    TC("{{序号}}{{/k}}"))),
         TBL(TR(C(M1 P("甲A（1）")) TC("1")) TR(C(M2 P("")) TC("2")))},
        {"rows of another kind between",
         TBL(TR(TC("{{#l}}{{t|merge}}")) TR(TC("{{a}}{{/l}}"))),
         TBL(TR(C(E0 P("甲"))) TR(TC("1")) TR(C(E0 P("甲"))) TR(TC("2")))},
        {"rows of two kinds, each with a label",
         TBL(TR(TC("{{#l}}{{t|merge}}") TC("{{a}}"))
                 TR(TC("{{t|merge}}") TC("y{{/l}}"))),
         TBL(TR(C(M1 P("甲")) TC("1")) TR(C(M2 P("")) TC("y"))
                 TR(C(M2 P("")) TC("2")) TR(C(M2 P("")) TC("y")))},
        {"over the rows a condition shows",
         TBL(TR(TC("{{#k}}{{#v}}{{p|merge}}") TC("{{q}}{{/v}}{{/k}}"))),
         TBL(TR(C(M1 P("A")) TC("x")) TR(C(M2 P("")) TC("x"))
                 TR(C(E0 P("B")) TC("x")))},
        {"not over a row that is shown between",
         TBL(TR(TC("{{#k}}{{#v}}{{p|merge}}") TC("{{q}}{{/v}}"))
                 TR(TC("{{^v}}--{{/v}}{{/k}}"))),
         TBL(TR(C(M1 P("A")) TC("x")) TR(C(M2 P("")) TC("x"))
                 TR(C(E0 P("B")) TC("x")) TR(TC("--")))},
        {"not over a heading row of the group",
         TBL(TR(TC("{{#k}}{{#@first}}头") TC("{{/@first}}"))
                 TR(TC("{{#yes}}{{q|merge}}") TC("{{p}}{{/yes}}{{/k}}"))),
         TBL(TR(TC("头") TC("")) TR(C(M1 P("x")) TC("A")) TR(C(M2 P("")) TC(
             "A")) TR(C(M2 P("")) TC("B")) TR(C(E0 P("y")) TC("B")))},
        {"by a value in a section of the cell",
         TBL(TR(TC("{{#g}}{{序号}}")
                    TC("{{#m|first:1}}{{x|merge}}{{/m}}{{/g}}"))),
         TBL(TR(TC("1") C(E0 PR(R("1")))) TR(TC("2") C(E0 "<w:p/>"))
                 TR(TC("3") C(E0 PR(R("3")))))},
        {"with a heading and a total row around the group's rows",
         TBL(TR(TC("{{#g}}{{n}}") TC("")) TR(TC("{{#m}}{{n|merge}}") TC(
             "{{序号}}{{/m}}")) TR(TC("计") TC("{{m|sum:x}}{{/g}}"))),
         TBL(TR(TC("G1") TC("")) TR(C(M1 P("G1")) TC("1")) TR(
             C(M2 P("")) TC("2")) TR(TC("计") TC("3")) TR(TC("G2") TC(""))
                 TR(TC("计") TC("0")) TR(TC("G3") TC(""))
                     TR(C(E0 P("G3")) TC("1")) TR(TC("计") TC("3")))},
        {"a table in a section",
         P("{{#l}}") TBL(TR(TC("{{t|merge}}"))) P("{{/l}}"),
         TBL(TR(TC("甲"))) TBL(TR(TC("甲")))},
    };

    (void)state;
    check_bodies(cases, N_ITEMS(cases));
}

static void
rows_fold_into_columns(void **state)
{
    static const struct body_case cases[] = {
        {"three into two",
         TBL(TR(TC("{{#k|first:3|fold:2}}{{序号}}{{p}}") TC("{{2.p}}{{/k}}"))),
         TBL(TR(TC("1A") TC("B")) TR(TC("2A") TC("")))},
    };

    (void)state;
    check_bodies(cases, N_ITEMS(cases));
}

static void
ids_stay_unique(void **state)
{
    static const struct body_case cases[] = {
        {"bookmarks", P("{{#l}}") PR(B("7") R("{{a}}") BE("7")) P("{{/l}}"),
         PR("<w:bookmarkStart w:id=\"1\" w:name=\"b_1\"/>" R("1") BE("1"))
             PR("<w:bookmarkStart w:id=\"2\" w:name=\"b_2\"/>" R("2") BE("2"))},
        {"a bookmark outside keeps its name",
         PR(B("20001") R("{{t}}") BE("20001")), PR(B("1") R("甲") BE("1"))},
        {"a bookmark that crosses a section goes",
         PR(B("7") R("一")) P("{{#l}}") PR(R("{{a}}") BE("7")) P("{{/l}}"),
         P("一") P("1") P("2")},
        {"a bookmark that begins in a vanishing paragraph stays",
         PR(B("7") R("{{#l}}")) P("{{a}}") P("{{/l}}") PR(BE("7") R("二")),
         "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" P("1") P("2")
             PR(BE("1") R("二"))},
        {"shapes",
         P("{{#l}}") PR("<w:r><w:drawing><wp:docPr id=\"9\" "
                        "name=\"s\"/></w:drawing></w:r>") P("{{/l}}"),
         PR("<w:r><w:drawing><wp:docPr id=\"1\" name=\"s\"/></w:drawing></w:r>")
             PR("<w:r><w:drawing><wp:docPr id=\"2\" "
                "name=\"s\"/></w:drawing></w:r>")},
        {"a comment in a section is dropped",
         P("{{#l}}") PR("<w:commentRangeStart w:id=\"0\"/>" R(
             "{{a}}") "<w:commentRangeEnd w:id=\"0\"/>"
                      "<w:r><w:commentReference w:id=\"0\"/></w:r>")
             P("{{/l}}"),
         PR(R("1") "<w:r></w:r>") PR(R("2") "<w:r></w:r>")},
        {"a comment that ends outside goes whole",
         P("{{#l}}") PR("<w:commentRangeStart w:id=\"0\"/>" R("{{a}}"))
             P("{{/l}}") PR("<w:commentRangeEnd w:id=\"0\"/>" R(
                 "二") "<w:r><w:commentReference w:id=\"0\"/></w:r>"),
         P("1") P("2") PR(R("二") "<w:r/>")},
        {"paragraph ids",
         P("{{#l}}") "<w:p xmlns:w14=\"w14\" w14:paraId=\"1A\">" R(
             "{{a}}") "</w:p>" P("{{/l}}"),
         "<w:p xmlns:w14=\"w14\">" R("1") "</w:p><w:p xmlns:w14=\"w14\">" R(
             "2") "</w:p>"},
    };

    (void)state;
    check_bodies(cases, N_ITEMS(cases));
}

static void
text_blocks_become_paragraphs(void **state)
{
    static const struct body_case cases[] = {
        {"inline", P("前{{>一段}}后"), P("前只有甲一段后")},
        {"as paragraphs", P("{{>三段}}"),
         "<w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr>" R(
             "一、总体") "</w:p>" PR("<w:r><w:rPr><w:rStyle "
                                     "w:val=\"C2\"/></w:rPr><w:t>（一）网站。</"
                                     "w:t></w:r>" R("共2家。")) P("余下。")},
        {"with the paragraph's format",
         "<w:p><w:pPr><w:ind/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{{>一段}}"
         "</w:t></w:r></w:p>",
         "<w:p><w:pPr><w:ind/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>只有甲一段"
         "</w:t></w:r></w:p>"},
        {"sections over its lines", P("{{>循环}}"), P("第1项") P("第2项")},
        {"empty", P("一") P("{{>空}}") P("二"), P("一") P("二")},
        {"empty in a cell", TBL(TR(TC("{{>空}}"))), TBL(TR(C("<w:p/>")))},
        {"a section break is kept once",
         "<w:p><w:pPr><w:ind/>" SECT "</w:pPr>" R("{{>循环}}") "</w:p>" P("二"),
         "<w:p><w:pPr><w:ind/></w:pPr>" R(
             "第1项") "</w:p>"
                      "<w:p><w:pPr><w:ind/></w:pPr>" R(
                          "第2项") "</w:p>"
                                   "<w:p><w:pPr><w:ind/>" SECT
                                   "</w:pPr></w:p>" P("二")},
        {"the last is kept with the next",
         "<w:p><w:pPr><w:keepNext/></w:pPr>" R("{{>三段}}") "</w:p>" P("后"),
         "<w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr>" R(
             "一、总体") "</w:p><w:p><w:pPr/><w:r><w:rPr><w:rStyle "
                         "w:val=\"C2\"/></w:rPr><w:t>（一）网站。</w:t></w:r>" R(
                             "共2家。") "</w:p><w:p><w:pPr><w:keepNext/>"
                                        "</w:pPr>" R("余下。") "</w:p>" P("后")},
        {"unknown", P("{{>无此}}"), "!no text block “无此”"},
        {"itself", P("{{>自己}}"), "!without end"},
        {"several paragraphs inline", P("前{{>三段}}"), "!must stand alone"},
        {"a fault in a block", P("{{>坏}}"), "!prose.txt:2: error"},
        {"in a section", P("{{#l}}") P("{{>一段}}") P("{{/l}}"),
         P("只有甲一段") P("只有甲一段")},
    };
    static const char styles[] =
        "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name "
        "w:val=\"一级标题\"/></w:style>"
        "<w:style w:type=\"character\" w:styleId=\"C2\"><w:name "
        "w:val=\"二级标题字\"/></w:style>";

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct word word = {.body = cases[i].body, .styles = styles};

        check(cases[i].name, &word, "/word/document.xml", "<w:body>",
              "</w:body>", cases[i].expected);
    }
}

static void
parts_drawn_once_become_blocks(void **state)
{
#define LOW                                                                    \
    "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"14\" "                   \
    "w:lineRule=\"exact\"/>"
#define LAST  "<w:sectPr><w:pgSz/></w:sectPr>"
#define BOUND P("本文") "<w:p><w:pPr>" LOW SECT "</w:pPr></w:p>"
    static const struct body_case cases[] = {
        {"paragraphs and tables", P("前") P("{{> 块}}") P("后"),
         P("前") P("第一甲") TBL(TR(TC("2甲"))) P("后")},
        {"its sections", P("{{> 有无}}"), P("有")},
        {"in a section", P("{{#l}}") P("{{> 有无}}") P("{{/l}}"),
         P("有") P("有")},
        {"in a cell", TBL(TR(TC("{{> 有无}}"))), TBL(TR(C(P("有") "<w:p/>")))},
        {"a table at the end of a cell", TBL(TR(TC("{{> 块}}"))),
         TBL(TR(C(P("第一甲") TBL(TR(TC("2甲"))) "<w:p/>")))},
        {"texts and parts in it", P("{{> 嵌套}}"),
         P("外") P("一、总体") P("（一）网站。共2家。") P("余下。") P("有")},
        {"other prefixes", P("{{> 改前缀}}"),
         "<w:p w:rsidR=\"1\" n1:own=\"2\">" R("甲") "</w:p>"},
        {"a whole document ends its section", P("{{> 整份}}") P("后") LAST,
         P("本文") "<w:p><w:pPr>" LOW SECT "</w:pPr></w:p>" P("后") LAST},
        {"a whole document, or none",
         P("{{#no}}") P("{{> 整份}}") P("{{/no}}") P("后"),
         P("后") "<w:sectPr/>"},
        {"several", P("{{#l}}") P("{{> 整份}}") P("{{/l}}") P("后") LAST,
         BOUND BOUND P("后") LAST},
        {"the last one's section is the last",
         P("{{> 整份}}") P("{{#no}}无{{/no}}") LAST, P("本文") SECT},
        {"and without one of the document's own", P("{{> 整份}}"),
         P("本文") SECT},
        {"unless something that may vanish stays",
         P("{{> 整份}}") P("{{#yes}}有{{/yes}}") LAST, BOUND P("有") LAST},
        {"or a table", P("{{> 整份}}") TBL(TR(TC("{{#l}}{{a}}{{/l}}"))) LAST,
         BOUND TBL(TR(TC("1")) TR(TC("2"))) LAST},
        {"or not", P("{{> 整份}}") TBL(TR(TC("{{#e}}{{a}}{{/e}}"))) LAST,
         P("本文") SECT},
        {"a page of its own in a cell", TBL(TR(TC("{{> 整份}}"))),
         "!part.xml:1: error"},
        {"beside text", P("前{{> 块}}"), "!must stand alone"},
        {"itself", P("{{> 自身}}"), "!without end"},
        {"another vocabulary", P("{{> 不是}}"), "!no part of a document"},
        {"broken XML", P("{{> 缺口}}"), "!part.xml"},
        {"a fault in it", P("{{> 坏块}}"), "!part.xml:2: error"},
    };

    (void)state;
    check_bodies(cases, N_ITEMS(cases));
}

static void
attributes_hold_values(void **state)
{
#define IND(n) "<w:pPr><w:ind w:right=\"" n "\"/></w:pPr>"
    static const struct body_case cases[] = {
        {"a number", PR(IND("{{l|count}}") R("x")), PR(IND("2") R("x"))},
        {"around it", PR(IND("1{{l|count}}0") R("x")), PR(IND("120") R("x"))},
        {"escaped, without breaks",
         PR("<w:r><w:t>x</w:t><w:sym w:font=\"&lt;{{nl}}\"/></w:r>"),
         PR("<w:r><w:t>x</w:t><w:sym w:font=\"&lt;一 二\"/></w:r>")},
        {"in each copy",
         P("{{#l}}") PR(IND("{{a}}") R("{{a}}")) P("{{/l}}"),
         PR(IND("1") R("1")) PR(IND("2") R("2"))},
        {"shows nothing",
         P("一") PR(IND("{{t}}") R("{{#no}}无{{/no}}")) P("二"), P("一") P("二")},
        {"no section", PR(IND("{{#l}}1{{/l}}") R("x")), "!only a value"},
        {"no text block", PR(IND("{{>一段}}") R("x")), "!only a value"},
        {"a fault", PR(IND("{{l|cuont}}") R("x")), "!paragraph 1: error"},
    };

    (void)state;
    check_bodies(cases, N_ITEMS(cases));
}

static void
headers_and_properties_are_filled(void **state)
{
    struct word word = {
        .body = P("x"),
        .header = P("{{#l}}") P("{{a}}") P("{{/l}}")
            TBL(TR(TC("{{#e}}") TC("{{/e}}"))),
        .title = "通报 {{nl}}{{#l}}{{a}}{{/l}}",
    };

    (void)state;
    check("a header", &word, "/word/header1.xml", "relationships\">",
          "</w:hdr>", P("1") P("2"));
    check("the title on one line", &word, "/core.xml", "<d:title>",
          "</d:title>", "通报 一 二12");
    word.header = P("{{! nothing }}");
    check("an empty header", &word, "/word/header1.xml", "relationships\">",
          "</w:hdr>", "<w:p/>");
}

static void
crossed_and_open_sections_are_refused(void **state)
{
    static const struct body_case cases[] = {
        {"never closed", P("一{{#l}}二"),
         "!paragraph 1: error: this section is not closed (in “一{{#l}}二”)"},
        {"paragraphs of text blocks are not counted",
         P("{{>三段}}") P("{{t|no}}"), "!paragraph 2: error"},
        {"never opened", P("一") P("{{/l}}二"),
         "!paragraph 2: error: this section was never opened"},
        {"crossed", P("{{#l}}{{#g}}{{/l}}{{/g}}"),
         "!closes a section other than the one open, “{{#g}}”"},
        {"every fault in one run, 1", P("{{#l}}") P("{{t") P("}}"),
         "!paragraph 1: error: this section is not closed"},
        {"every fault in one run, 2", P("{{#l}}") P("{{t") P("}}"),
         "!paragraph 2: error: this tag is not closed"},
        {"every fault in one run, 3", P("{{#l}}") P("{{t") P("}}"),
         "!paragraph 3: error: a tag is closed here"},
        {"every fault in one run, 4", P("{{t|jion}}") P("{{t"),
         "!no filter “jion”"},
        {"into a table", P("{{#l}}") TBL(TR(TC("x{{/l}}"))),
         "!one tag of this section stands inside"},
        {"out of a table", TBL(TR(TC("{{#l}}x"))) P("y{{/l}}"),
         "!one tag of this section stands inside"},
        {"into a text box", PR(R("一{{#l}}") BOX(P("二{{/l}}"))),
         "!the section"},
        {"from the middle of a paragraph", P("一{{#l}}二") P("三{{/l}}"),
         "!must begin and end where a paragraph does"},
        {"into a link",
         PR(R("一{{#l}}") "<w:hyperlink>" R("二{{/l}}三") "</w:hyperlink>"),
         "!the section's two tags stand in different parts"},
        {"out of a field",
         PR(FIELD("begin") INSTR("X") FIELD("separate") R("一{{#l}}二")
                FIELD("end") R("三{{/l}}")),
         "!a field"},
        {"two sections share a row",
         TBL(TR(TC("{{#l}}{{a}}") TC("{{/l}}") TC("{{#g}}{{n}}") TC("{{/g}}"))),
         "!share"},
        {"a section ends in the row another begins in",
         TBL(TR(TC("{{#l}}{{a}}")) TR(TC("{{/l}}x") TC("{{#g}}{{n}}"))
                 TR(TC("y{{/g}}"))),
         "!share"},
        {"a place in a table", P("x") TBL(TR(TC("x")) TR(TC("x") TC("{{/l}}"))),
         "!table 1, row 2, column 2"},
        {"a place behind a nested table",
         TBL(TR(C(TBL(TR(TC("x"))) P(""))) TR(TC("{{/l}}"))),
         "!table 1, row 2, column 1"},
    };

    (void)state;
    check_bodies(cases, N_ITEMS(cases));
}

static void
a_document_that_grows_without_end_is_stopped(void **state)
{
    static const char *const bodies[] = {
        P("{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{t}}{{/l}}{{/l}}"
          "{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}"),
        P("{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#e}}{{t}}{{/e}}"
          "{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}"),
    };
    struct strbuf json = {0};

    (void)state;
    strbuf_add_cstr(&json, "{\"t\":\"0123456789\",\"e\":[],\"l\":[1");
    for (int i = 1; i < 100; i++) {
        strbuf_add_cstr(&json, ",1");
    }
    strbuf_add_cstr(&json, "]}");
    for (size_t i = 0; i < N_ITEMS(bodies); i++) {
        struct word word = {.body = bodies[i]};
        struct strbuf error = {0};
        struct temp in;
        struct temp out;

        temp_init(&in);
        temp_init(&out);
        temp_path(&in, "in.docx");
        temp_path(&out, "out.docx");
        assert_false(
            render(&word, json.ptr, in.path, out.path, 2 << 20, &error));
        assert_non_null(strstr(error.ptr, i ? "passes" : "grows"));
        strbuf_clear(&error);
        temp_clear(&in);
        temp_clear(&out);
    }
    strbuf_clear(&json);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tags_are_read_across_runs, reset,
                                        all_right),
        cmocka_unit_test_setup_teardown(sections_repeat_what_they_stand_around,
                                        reset, all_right),
        cmocka_unit_test_setup_teardown(sections_in_tables_repeat_rows, reset,
                                        all_right),
        cmocka_unit_test_setup_teardown(
            equal_neighbours_merge_within_those_to_their_left, reset,
            all_right),
        cmocka_unit_test_setup_teardown(rows_fold_into_columns, reset,
                                        all_right),
        cmocka_unit_test_setup_teardown(ids_stay_unique, reset, all_right),
        cmocka_unit_test_setup_teardown(text_blocks_become_paragraphs, reset,
                                        all_right),
        cmocka_unit_test_setup_teardown(parts_drawn_once_become_blocks, reset,
                                        all_right),
        cmocka_unit_test_setup_teardown(attributes_hold_values, reset,
                                        all_right),
        cmocka_unit_test_setup_teardown(headers_and_properties_are_filled,
                                        reset, all_right),
        cmocka_unit_test_setup_teardown(crossed_and_open_sections_are_refused,
                                        reset, all_right),
        cmocka_unit_test_setup_teardown(
            a_document_that_grows_without_end_is_stopped, reset, all_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
