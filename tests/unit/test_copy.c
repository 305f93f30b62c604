#include "gen/template/copy.h"

#include <string.h>

#include "tests/unit/temp.h"
#include "tests/unit/unit.h"

#include "tests/unit/word.h"

#define START(id) "<w:commentRangeStart w:id=\"" id "\"/>"
#define END(id)                                                                \
    "<w:commentRangeEnd w:id=\"" id "\"/><w:r><w:commentReference w:id=\"" id  \
    "\"/></w:r>"

/* Reads a template from in.docx, writes out.docx with what was found. */
static void
annotate(struct temp *temp, const struct word *word)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct template template;
    char in[96];
    struct template_source source = {.path = in, .lints = true};

    snprintf(in, sizeof in, "%s", temp_path(temp, "in.docx"));
    word_write(in, word);
    template_read(&template, &source, &arena, &diags);
    assert_true(
        copy_annotate(temp_path(temp, "out.docx"), &template, &diags, &diags));
    diags_clear(&diags);
    arena_clear(&arena);
}

static void
a_comment_stands_at_its_tag(void **state)
{
    static const struct {
        const char *name;
        const char *body, *annotated;
        const char *comment; /* a part of the comments; NULL: there is none */
    } cases[] = {
        {"none", P("{{a}}"), P("{{a}}"), NULL},
        {"around the tag's run", PR(R("一") R("{{a|no}}") R("二")),
         PR(R("一") START("0") R("{{a|no}}") END("0") R("二")),
         "there is no filter “no”"},
        {"around the runs of a cut tag", PR(R("一{{a") R("|no}}") R("二")),
         PR(START("0") R("一{{a") R("|no}}") END("0") R("二")), "“no”"},
        {"the second of two paragraphs", P("一") P("{{a|no}}"),
         P("一") PR(START("0") R("{{a|no}}") END("0")), "“no”"},
        {"the right one of two paragraphs in a cell",
         TBL(TR(C(P("一") P("{{a|no}}")))),
         TBL(TR(C(P("一") PR(START("0") R("{{a|no}}") END("0"))))), "“no”"},
        {"the right one of two tags", PR(R("{{a}}") R("{{b|no}}")),
         PR(R("{{a}}") START("0") R("{{b|no}}") END("0")), "“no”"},
        {"two faults", PR(R("{{a|no}}") R("{{b|never}}")),
         PR(START("0") R("{{a|no}}") END("0") START("1") R("{{b|never}}")
                END("1")),
         "“never”"},
        {"a tag that is not closed", PR(R("一") R("{{a")),
         PR(R("一") START("0") R("{{a") END("0")), "close it with }}"},
        {"a brace alone", P("{a"), PR(START("0") R("{a") END("0")),
         "a single brace"},
        {"a tag in a link", PR("<w:hyperlink>" R("{{a|no}}") "</w:hyperlink>"),
         PR("<w:hyperlink>" START("0") R("{{a|no}}") END("0") "</w:hyperlink>"),
         "“no”"},
        {"from within a link to without",
         PR("<w:hyperlink>" R("{{a") "</w:hyperlink>" R("|no}}")),
         PR(START("0") "<w:hyperlink>" R("{{a") "</w:hyperlink>" R("|no}}")
                END("0")),
         "“no”"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct word word = {.body = cases[i].body};
        struct strbuf comments;
        struct strbuf body;
        struct temp temp;

        print_message("%s\n", cases[i].name);
        temp_init(&temp);
        annotate(&temp, &word);
        body = word_between(temp_path(&temp, "out.docx"), "/word/document.xml",
                            "<w:body>", "</w:body>");
        assert_string_equal(body.ptr, cases[i].annotated);
        comments = word_between(temp.path, "/word/comments.xml", "<?xml",
                                cases[i].comment ? "</w:comments>" : "/>");
        assert_true(!cases[i].comment ||
                    strstr(comments.ptr, cases[i].comment));
        strbuf_clear(&body);
        strbuf_clear(&comments);
        temp_clear(&temp);
    }
}

/* Word has no comments in headers and properties. */
static void
what_has_no_place_stands_in_front(void **state)
{
    struct word word = {.body = P("一") P("二"), .header = P("{{a|no}}")};
    struct strbuf got;
    struct temp temp;

    (void)state;
    temp_init(&temp);
    annotate(&temp, &word);
    got = word_between(temp_path(&temp, "out.docx"), "/word/document.xml",
                       "<w:body>", "</w:body>");
    assert_string_equal(got.ptr, PR(START("0") R("一") END("0")) P("二"));
    strbuf_clear(&got);
    got = word_between(temp.path, "/word/comments.xml", "<w:comment ",
                       "</w:comments>");
    assert_non_null(strstr(got.ptr, "header1.xml, paragraph 1: there is no"));
    strbuf_clear(&got);
    temp_clear(&temp);
}

static void
the_package_knows_of_its_comments(void **state)
{
    struct word word = {.body = P("{{a|no}}")};
    struct diags diags = {0};
    struct package *package;
    struct relations relations;
    struct temp temp;

    (void)state;
    temp_init(&temp);
    annotate(&temp, &word);
    package = package_open(temp_path(&temp, "out.docx"), NULL, &diags);
    assert_non_null(package);
    assert_true(package_relations(package, STR("/word/document.xml"),
                                  &relations, &diags));
    assert_true(str_is(relations_find(&relations, "comments")->target,
                       "/word/comments.xml"));
    assert_true(str_ends_with(
        package_content_type(package, STR("/word/comments.xml"), &diags),
        STR("wordprocessingml.comments+xml")));
    package_close(package);
    diags_clear(&diags);
    temp_clear(&temp);
}

static void
a_copy_has_every_part_as_it_was(void **state)
{
    struct word word = {.body = P("{{a|no}}"), .header = P("{{b}}")};
    struct arena arena = {0};
    struct diags diags = {0};
    struct template template;
    struct strbuf in;
    struct strbuf out;
    struct temp temp;
    char path[96];
    struct template_source source = {.path = path};

    (void)state;
    temp_init(&temp);
    snprintf(path, sizeof path, "%s", temp_path(&temp, "in.docx"));
    word_write(path, &word);
    assert_false(template_read(&template, &source, &arena, &diags));
    assert_true(copy_write(temp_path(&temp, "out.docx"), &template, &diags));
    in = word_between(path, "/word/document.xml", "<?xml", "</w:body>");
    out = word_between(temp.path, "/word/document.xml", "<?xml", "</w:body>");
    assert_string_equal(in.ptr, out.ptr);
    strbuf_clear(&in);
    strbuf_clear(&out);
    in = word_between(path, "/word/header1.xml", "<w:hdr", "</w:hdr>");
    out = word_between(temp.path, "/word/header1.xml", "<w:hdr", "</w:hdr>");
    assert_string_equal(in.ptr, out.ptr);
    strbuf_clear(&in);
    strbuf_clear(&out);
    diags_clear(&diags);
    arena_clear(&arena);
    temp_clear(&temp);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comment_stands_at_its_tag),
        cmocka_unit_test(what_has_no_place_stands_in_front),
        cmocka_unit_test(the_package_knows_of_its_comments),
        cmocka_unit_test(a_copy_has_every_part_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
