#include "gen/template/wml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/template/shape.h"
#include "tests/unit/unit.h"

#include "tests/unit/word.h"

struct compiled {
    struct arena arena;
    struct diags diags;
    struct node *root;
};

static void
compile(struct compiled *compiled, const char *root, const char *attributes,
        const char *content)
{
    struct wml_context context = {.path = "t.docx", .arena = &compiled->arena};
    struct strbuf xml = {0};
    struct location at = {.path = "t.docx"};
    xmlDoc *doc;

    *compiled = (struct compiled){.root = NULL};
    strbuf_addf(&xml, "<%s%s>%s</%s>", root, attributes, content, root);
    doc = xml_parse(strbuf_str(&xml), at, &compiled->diags);
    assert_non_null(doc);
    compiled->root = wml_compile(doc, &context, &compiled->diags);
    xml_free(doc);
    strbuf_clear(&xml);
}

static void
clear(struct compiled *compiled)
{
    diags_clear(&compiled->diags);
    arena_clear(&compiled->arena);
}

/* The tree on one line: indentation as dots. */
static char *
tree_line(const struct node *root)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    bool at_start = true;

    tree_print(root, out);
    fclose(out);
    for (char *p = text; *p; p++) {
        if (*p == '\n') {
            *p = '|';
            at_start = true;
        } else if (*p == ' ' && at_start) {
            *p = '.';
        } else {
            at_start = false;
        }
    }
    return text;
}

static void
bodies_become_trees(void **state)
{
    static const struct {
        const char *name;
        const char *body;
        const char *tree;
    } cases[] = {
        {"text", P("甲"), "paragraph|..literal 甲|"},
        {"a value with filters", P("甲{{a.b|join:、}}"),
         "paragraph|..literal 甲|..value a.b|join:、|"},
        {"text in a section", P("甲{{#a}}乙{{/a}}"),
         "paragraph|..literal 甲|..section a|....literal 乙|"},
        {"a paragraph that may vanish", P("{{#a}}乙{{/a}}"),
         "paragraph ?|..section a|....literal 乙|"},
        {"a value keeps its paragraph", P("{{a}}"), "paragraph|..value a|"},
        {"paragraphs in a section", P("{{#a}}") P("乙") P("{{/a}}"),
         "section a|..paragraph|....literal 乙|"},
        {"an inverted section", P("{{^a}}") P("乙") P("{{/a}}"),
         "inverted a|..paragraph|....literal 乙|"},
        {"a row in a section", TBL(TR(TC("头")) TR(TC("{{#a}}{{b}}{{/a}}"))),
         "table|..row|....cell|......paragraph|........literal 头|"
         "..section a|....row|......cell|........paragraph|..........value b|"},
        {"a table that may vanish", TBL(TR(TC("{{#a}}{{b}}{{/a}}"))),
         "table ?|..section a|....row|......cell|........paragraph|"
         "..........value b|"},
        {"the last paragraph of a cell stays",
         TBL(TR(TC("{{#a}}x{{/a}}") TC("y"))),
         "table|..row|....cell|......paragraph|........section a|"
         "..........literal x|....cell|......paragraph|........literal y|"},
        {"rows in each other",
         TBL(TR(TC("{{#a}}x") TC("{{#b}}y")) TR(TC("{{/b}}z") TC("{{/a}}"))),
         "table ?|..section a|....section b|......row|........cell|"
         "..........paragraph|............literal x|........cell|"
         "..........paragraph|............literal y|......row|........cell|"
         "..........paragraph|............literal z|........cell|"
         "..........paragraph|"},
        {"entities and breaks of lines",
         PR("<w:r><w:t>&lt;&amp;&#x4E00;</w:t><w:br/><w:tab/><w:t>x</w:t></"
            "w:r>"),
         "paragraph|..literal <&一\\n\tx|"},
        {"a box in a paragraph",
         PR("<w:r><w:pict><w:txbxContent>" P(
             "{{a}}") "</w:txbxContent></w:pict></w:r>"),
         "paragraph|..story|....paragraph|......value a|"},
        {"deleted text shows",
         PR("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"),
         "paragraph|"},
        {"merged downwards", TBL(TR(TC("{{#a}}{{b|merge}}{{/a}}"))),
         "table ?|..section a|....row|......cell|........merge|"
         "........paragraph|..........value b|merge|"},
        {"ids",
         PR("<w:bookmarkStart w:id=\"3\" w:name=\"n\"/>"
            "<w:bookmarkEnd w:id=\"3\"/>"),
         "paragraph|..id|..id|"},
        {"an end without a start", PR("<w:bookmarkEnd w:id=\"3\"/>"),
         "paragraph|"},
        {"comments and instructions of the file",
         P("甲") "<!-- {{a}} --><?tb 0?>", "paragraph|..literal 甲|"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct compiled compiled;
        char *got;

        print_message("%s\n", cases[i].name);
        compile(&compiled, "w:body", WORD_SPACES, cases[i].body);
        assert_non_null(compiled.root);
        got = tree_line(compiled.root);
        assert_string_equal(got, cases[i].tree);
        free(got);
        clear(&compiled);
    }
}

static void
faults_name_their_place(void **state)
{
    static const struct {
        const char *name;
        const char *body;
        size_t n_errors;
        const char *first;
    } cases[] = {
        {"in a paragraph", P("一") P("甲乙{{x|no}}丙"), 1,
         "t.docx: paragraph 2: error: there is no filter “no” "
         "(in “甲乙{{x|no}}丙”)"},
        {"only the text around is quoted",
         P("一二三四五六七八九十百千万{{x|no}}万千百十九八七六五四三二一"), 1,
         "(in “二三四五六七八九十百千万{{x|no}}万千百十九八七六五四三二”)"},
        {"in a cell", TBL(TR(TC("x") TC("{{}}"))), 1,
         "table 1, row 1, column 2: error: a tag without a name"},
        {"in a cell of a second table", TBL(TR(TC("x"))) TBL(TR(TC("{{}}"))), 1,
         "table 2, row 1, column 1"},
        {"paragraphs of tables are not counted", TBL(TR(TC("x"))) P("{{}}"), 1,
         "paragraph 1: error"},
        {"all in one run",
         P("{{a|no}}{{b|no}}") P("{{c") P("d}}") P("{{#e}}") P("{{/f}}"), 5,
         "no filter"},
        {"a section whose closing tag is not closed has no second fault",
         P("{{#a}}x") P("y{{/a}"), 1, "is not closed in its paragraph"},
        {"an opening tag that is not closed likewise", P("{{#a}x") P("y{{/a}}"),
         1, "is not closed in its paragraph"},
        {"too deep a section",
         P("{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
           "{{#a}}"),
         1, "sections are nested too deeply"},
        {"the noncharacter of the marks", P("\xEF\xB7\x90"), 1, "U+FDD0"},
        {"it in an attribute",
         "<w:p w:x=\"\xEF\xB7\x90"
         "0:0:\xEF\xB7\x90\"/>",
         1, "U+FDD0"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct compiled compiled;
        struct strbuf sb = {0};

        print_message("%s\n", cases[i].name);
        compile(&compiled, "w:body", WORD_SPACES, cases[i].body);
        assert_null(compiled.root);
        diag_format(&sb, &compiled.diags.items[0]);
        if (compiled.diags.n_errors != cases[i].n_errors ||
            !strstr(sb.ptr, cases[i].first)) {
            print_error("%zu errors, the first: %s\n", compiled.diags.n_errors,
                        sb.ptr);
            fail();
        }
        strbuf_clear(&sb);
        clear(&compiled);
    }
}

/* Writers add elements as w:…, whatever the template calls its namespace. */
static void
the_prefix_is_w(void **state)
{
    static const struct {
        const char *name;
        const char *root, *attributes, *content;
        const char *begins;
    } cases[] = {
        {"another prefix", "x:body",
         " xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"",
         "<x:p x:y=\"1\"/>", "<w:p w:y=\"1\"/>"},
        {"no prefix", "body",
         " xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"", "<p/>",
         "<w:p/>"},
        {"two prefixes", "x:body",
         " xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\""
         " xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"",
         "<x:p/>", "<x:p/>"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct compiled compiled;
        const struct node *p;

        print_message("%s\n", cases[i].name);
        compile(&compiled, cases[i].root, cases[i].attributes,
                cases[i].content);
        assert_non_null(compiled.root);
        p = compiled.root->children->next;
        assert_int_equal(p->kind, NODE_PARAGRAPH);
        assert_true(str_is(p->children->bytes, cases[i].begins));
        clear(&compiled);
    }
}

static const struct node *
find_kind(const struct node *node, enum node_kind kind)
{
    for (; node; node = node->next) {
        const struct node *below =
            node->kind == kind ? node : find_kind(node->children, kind);

        if (below) {
            return below;
        }
    }
    return NULL;
}

/* What workbooks need to know of a table. */
static void
shapes_are_read(void **state)
{
    struct compiled compiled;
    const struct node *table;
    const struct node *row;
    const struct node *cell;

    (void)state;
    compile(
        &compiled, "w:body", WORD_SPACES,
        "<w:tbl><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"12\"/>"
        "<w:insideV w:val=\"single\" w:sz=\"4\"/></w:tblBorders></w:tblPr>"
        "<w:tblGrid><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"200\"/>"
        "</w:tblGrid><w:tr><w:trPr><w:trHeight w:val=\"400\"/>"
        "<w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/>"
        "<w:vMerge w:val=\"restart\"/><w:vAlign w:val=\"center\"/>"
        "<w:shd w:fill=\"D9D9D9\"/></w:tcPr>" P("x") "</w:tc></w:tr></w:tbl>");
    table = find_kind(compiled.root->children, NODE_TABLE);
    row = find_kind(table->children, NODE_ROW);
    cell = find_kind(row->children, NODE_CELL);
    assert_int_equal(table->shape->n_columns, 2);
    assert_int_equal(table->shape->widths[1], 200);
    assert_int_equal(table->shape->lines.outer.top, BORDER_MEDIUM);
    assert_int_equal(table->shape->lines.outer.bottom, BORDER_UNSAID);
    assert_int_equal(table->shape->lines.inside.left, BORDER_THIN);
    assert_true(row->shape->is_header);
    assert_int_equal(row->shape->height, 400);
    assert_int_equal(cell->shape->span, 2);
    assert_int_equal(cell->shape->merge, CELL_MERGE_START);
    assert_true(str_is(cell->shape->vertical, "center"));
    assert_true(str_is(cell->shape->fill, "D9D9D9"));
    clear(&compiled);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_become_trees),
        cmocka_unit_test(faults_name_their_place),
        cmocka_unit_test(the_prefix_is_w),
        cmocka_unit_test(shapes_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
