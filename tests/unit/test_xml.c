#include "gen/opc/xml_schema.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static const struct location nowhere = {.path = "a.xml"};

struct source {
    struct str rest;
    size_t step; /* bytes a read */
};

static ptrdiff_t
read_source(void *user, void *bytes, size_t size, struct diags *diags)
{
    struct source *source = user;
    size_t n = source->step < size ? source->step : size;

    (void)diags;
    n = n < source->rest.len ? n : source->rest.len;
    if (n) {
        memcpy(bytes, source->rest.ptr, n);
    }
    source->rest = str_slice(source->rest, n, source->rest.len);
    return (ptrdiff_t)n;
}

/* Writes events as  <{space}name attr=value>  text  </name>. */
static bool
print_start(void *user, struct str space, struct str name,
            const struct xml_attribute *attributes, size_t n)
{
    strbuf_addf(user, "<{%.*s}%.*s", STR_ARG(space), STR_ARG(name));
    for (size_t i = 0; i < n; i++) {
        strbuf_addf(user, " {%.*s}%.*s=%.*s", STR_ARG(attributes[i].space),
                    STR_ARG(attributes[i].name), STR_ARG(attributes[i].value));
    }
    strbuf_add_char(user, '>');
    return !str_is(name, "stop");
}

static bool
print_end(void *user, struct str space, struct str name)
{
    (void)space;
    strbuf_addf(user, "</%.*s>", STR_ARG(name));
    return true;
}

static bool
print_text(void *user, struct str text)
{
    strbuf_add(user, text);
    return true;
}

static bool
scan_to(struct strbuf *out, struct str bytes, size_t step, struct diags *diags)
{
    struct source source = {bytes, step};
    const struct xml_handler handler = {out, print_start, print_end,
                                        print_text};

    strbuf_cut(out, 0);
    return xml_scan(read_source, &source, &handler, nowhere, diags);
}

static void
scanning_resolves_names_and_values(void **state)
{
    const struct {
        struct str xml;
        const char *events;
    } cases[] = {
        {STR("<a xmlns='u' b='1'/>"), "<{u}a {}b=1></a>"},
        {STR("<p:a xmlns:p='u' p:b='x&amp;y&lt;&#20013;&quot;' "
             "c='&amp;#38;'/>"),
         "<{u}a {u}b=x&y<中\" {}c=&#38;></a>"},
        {STR("<a>x&amp;<![CDATA[<&>]]>y<!-- z --> <?p q?></a>"),
         "<{}a>x&<&>y </a>"},
        {STR("\xEF\xBB\xBF<?xml version='1.0'?><a>\xE4\xB8\xAD</a>"),
         "<{}a>中</a>"},
        {STR("<?xml version='1.0' encoding='GB2312'?><a b='\xD6\xD0'>\xCE\xC4"
             "</a>"),
         "<{}a {}b=中>文</a>"},
        {STR("\xFF\xFE<\0a\0>\0\x2D\x4E<\0/\0a\0>\0"), "<{}a>中</a>"},
    };
    struct strbuf out = {0};
    struct diags diags = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        for (size_t step = 1; step < 200; step *= 3) {
            assert_true(scan_to(&out, cases[i].xml, step, &diags));
            assert_string_equal(out.ptr, cases[i].events);
        }
    }
    strbuf_clear(&out);
    diags_clear(&diags);
}

static void
damage_is_one_error_with_its_line(void **state)
{
    const struct {
        struct str xml;
        const char *message; /* its start */
    } cases[] = {
        {STR(""), "a.xml:1: error: the XML is damaged: "},
        {STR("<a>\n<b></a>"), "a.xml:2: error: the XML is damaged: "},
        {STR("<a>\n<b>"), "a.xml:2: error: the XML is damaged: "},
        {STR("<a>\n\n<b c=d/></a>"), "a.xml:3: error: the XML is damaged: "},
        {STR("<a>&b;</a>"), "a.xml:1: error: the XML is damaged: "},
        {STR("<a b='&c;'/>"), "a.xml:1: error: the XML is damaged: "},
        {STR("<a>\xFF\xFF</a>"), "a.xml:1: error: the XML is damaged: "},
        {STR("<a>\1</a>"), "a.xml:1: error: the XML is damaged: "},
        {STR("<p:a/>"), "a.xml:1: error: the XML is damaged: "},
        {STR("<a>\n<!DOCTYPE b><c/></a>"), "a.xml:2: error: a document type"},
        {STR("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
             "<a>&b;</a>"),
         "a.xml:1: error: a document type"},
        {STR("<?xml version='1.0' encoding='EUC-JP'?><a/>"),
         "a.xml:1: error: the character encoding"},
        {STR("<?xml version='1.0' encoding='GBK'?><a\xFF\xFE<?/a>"),
         "a.xml:1: error: the XML is damaged: "},
        {STR("<?xml version='1.0' encoding='GBK'?><a>\xFF\xFF</a>"),
         "a.xml:1: error: the XML is damaged: "},
        {STR("PK\3\4"), "a.xml:1: error: this is not XML"},
    };
    struct strbuf out = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases) * 2; i++) {
        const struct str xml = cases[i / 2].xml;
        const char *message = cases[i / 2].message;
        struct strbuf line = {0};
        struct diags diags = {0};

        if (i % 2) {
            assert_false(scan_to(&out, xml, 64, &diags));
        } else {
            assert_null(xml_parse(xml, nowhere, &diags));
        }
        assert_int_equal(diags.n_items, 1);
        diag_format(&line, &diags.items[0]);
        if (strncmp(line.ptr, message, strlen(message)) != 0) {
            fail_msg("%s", line.ptr);
        }
        strbuf_clear(&line);
        diags_clear(&diags);
    }
    strbuf_clear(&out);
}

static void
a_stream_ends_too_early_only_where_nothing_is_left(void **state)
{
    static const struct {
        const char *xml;
        const char *says;
    } cases[] = {
        {"", ":1: error: the XML is damaged: it ends too early"},
        {"<?xml version='1.0'?>", ":1: error: the XML is damaged: it ends"},
        {"<a>\n<b>", ":2: error: the XML is damaged: it ends too early"},
        {"<a>\n<b", ":2: error: the XML is damaged: it ends too early"},
        {"<a>\n<b c='", ":2: error: the XML is damaged: it ends too early"},
        {"<a>\n<b></a>", ":2: error: the XML is damaged: Opening and ending"},
        {"<a>&b;</a>", ":1: error: the XML is damaged: Entity 'b'"},
        {"<a>\1</a>", ":1: error: the XML is damaged: PCDATA invalid"},
        {"<a>\xFF</a>", ":1: error: the XML is damaged: Input is not proper"},
        {"<a b='<'></a>", ":1: error: the XML is damaged: Unescaped '<'"},
        {"<a/>\nx", ":2: error: the XML is damaged: Extra content"},
    };
    struct strbuf out = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf line = {0};
        struct diags diags = {0};

        assert_false(scan_to(&out, str_from(cases[i].xml), 64, &diags));
        assert_int_equal(diags.n_items, 1);
        diag_format(&line, &diags.items[0]);
        if (!strstr(line.ptr, cases[i].says)) {
            fail_msg("%s: %s", cases[i].xml, line.ptr);
        }
        strbuf_clear(&line);
        diags_clear(&diags);
    }
    strbuf_clear(&out);
}

static void
repeat(struct strbuf *sb, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        strbuf_add_cstr(sb, text);
    }
}

static void
bombs_are_refused_and_limits_are_exact(void **state)
{
    static const struct {
        const char *before;
        const char *repeated;
        size_t n;
        const char *after;
        bool ok;
    } cases[] = {
        {"<a>", "<b>", 256, "", false},
        {"", "<b>", 100000, "", false},
        {"<a>", "<b/>", 100000, "</a>", true},
        {"<a", " b=''", 200000, "/>", false},
        {"<a b='", "12345678", 1 << 17, "'/>", false},
        {"<a b='", "12345678", 130000, "'/>", true},
        {"<!--", "12345678", 1 << 18, "--><a/>", false},
        {"<a>", "12345678", 1 << 21, "</a>", true},
        {"<a>", "12345678", (1 << 21) + 1, "</a>", false},
    };
    struct strbuf out = {0};
    struct strbuf xml = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct diags diags = {0};

        strbuf_cut(&xml, 0);
        strbuf_add_cstr(&xml, cases[i].before);
        repeat(&xml, cases[i].repeated, cases[i].n);
        strbuf_add_cstr(&xml, cases[i].after);
        assert_int_equal(scan_to(&out, strbuf_str(&xml), 4096, &diags),
                         cases[i].ok);
        assert_int_equal(diags.n_errors, !cases[i].ok);
        diags_clear(&diags);
    }
    strbuf_clear(&xml);
    strbuf_clear(&out);
}

static void
a_thousand_attributes_pass(void **state)
{
    struct strbuf out = {0};
    struct strbuf xml = {0};
    struct diags diags = {0};

    (void)state;
    strbuf_add_cstr(&xml, "<a");
    for (unsigned i = 0; i < 1000; i++) {
        strbuf_addf(&xml, " b%u='&amp;'", i);
    }
    strbuf_add_cstr(&xml, "/>");
    assert_true(scan_to(&out, strbuf_str(&xml), 100, &diags));
    assert_true(str_ends_with(strbuf_str(&out), STR(" {}b999=&></a>")));
    strbuf_clear(&xml);
    strbuf_clear(&out);
    diags_clear(&diags);
}

static void
a_callback_can_stop_without_an_error(void **state)
{
    struct strbuf out = {0};
    struct diags diags = {0};

    (void)state;
    assert_false(scan_to(&out, STR("<a><stop/>x</a>"), 64, &diags));
    assert_string_equal(out.ptr, "<{}a><{}stop>");
    assert_int_equal(diags.n_items, 0);
    strbuf_clear(&out);
    diags_clear(&diags);
}

static void
a_document_is_walked_by_namespace_and_name(void **state)
{
    static const char text[] = "<a xmlns='u' xmlns:r='v' k='&amp;1' r:k='2'>\n"
                               "<x:b xmlns:x='w'/><b e=''>p<![CDATA[<q]]>"
                               "<c>r</c></b></a>";
    struct arena arena = {0};
    struct diags diags = {0};
    xmlDoc *doc = xml_parse(str_from(text), nowhere, &diags);
    xmlNode *root;
    xmlNode *b;

    (void)state;
    assert_non_null(doc);
    root = xmlDocGetRootElement(doc);
    assert_true(xml_is(root, "u", "a"));
    assert_false(xml_is(root, NULL, "a"));
    assert_true(str_is(xml_attribute(root, NULL, "k"), "&1"));
    assert_true(str_is(xml_attribute(root, "v", "k"), "2"));
    assert_null(xml_attribute(root, NULL, "none").ptr);
    b = xml_child(root, "u", "b");
    assert_int_equal(xmlGetLineNo(b), 2);
    assert_non_null(xml_attribute(b, NULL, "e").ptr);
    assert_true(str_is(xml_text(b, &arena), "p<qr"));
    assert_null(xml_next(b, "u", NULL));
    xml_free(doc);
    arena_clear(&arena);
    diags_clear(&diags);
}

static void
validation_names_every_line(void **state)
{
    static const char schema[] =
        "<element name='a' xmlns='http://relaxng.org/ns/structure/1.0'>"
        "<zeroOrMore><element name='b'><attribute name='n'/><empty/></element>"
        "</zeroOrMore></element>";
    char path[] = "/tmp/tongbao-xml-XXXXXX";
    struct diags diags = {0};
    FILE *file = fdopen(mkstemp(path), "w");
    xmlDoc *good = xml_parse(STR("<a><b n='1'/></a>"), nowhere, &diags);
    xmlDoc *bad = xml_parse(STR("<a>\n<b/>\n</a>"), nowhere, &diags);

    (void)state;
    assert_non_null(file);
    fputs(schema, file);
    fclose(file);
    assert_true(xml_validate(good, path, nowhere, &diags));
    assert_false(xml_validate(bad, path, nowhere, &diags));
    assert_true(diags.n_errors > 0);
    assert_int_equal(diags.items[0].at.row, 2);
    assert_false(xml_validate(good, "/nonexistent.rng", nowhere, &diags));
    assert_true(diags.system_failed);
    unlink(path);
    xml_free(good);
    xml_free(bad);
    diags_clear(&diags);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scanning_resolves_names_and_values),
        cmocka_unit_test(damage_is_one_error_with_its_line),
        cmocka_unit_test(a_stream_ends_too_early_only_where_nothing_is_left),
        cmocka_unit_test(bombs_are_refused_and_limits_are_exact),
        cmocka_unit_test(a_thousand_attributes_pass),
        cmocka_unit_test(a_callback_can_stop_without_an_error),
        cmocka_unit_test(a_document_is_walked_by_namespace_and_name),
        cmocka_unit_test(validation_names_every_line),
    };

    return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
