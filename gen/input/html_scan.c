#include "gen/input/html_scan.h"

#include <limits.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

enum { MAX_DEPTH = 256, MAX_ATTRIBUTES = 1000, MAX_TAG_BYTES = 1 << 20 };

struct scan {
    htmlParserCtxt *ctxt;
    const struct xml_handler *handler;
    size_t depth;
    bool has_memory_failed;
    bool has_stopped;
    bool is_too_deep;
    struct xml_attribute attributes[MAX_ATTRIBUTES];
};

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static const char *
skip_blanks(const char *p, const char *end)
{
    while (p < end && is_blank(*p)) {
        p++;
    }
    return p;
}

/* Over '=' and a value, if there are. */
static const char *
skip_value(const char *p, const char *end)
{
    const char *q = skip_blanks(p, end);
    char quote;

    if (q == end || *q != '=') {
        return p;
    }
    q = skip_blanks(q + 1, end);
    if (q < end && (*q == '"' || *q == '\'')) {
        quote = *q++;
        q = memchr(q, quote, (size_t)(end - q));
        return q ? q + 1 : end;
    }
    while (q < end && !is_blank(*q) && *q != '>') {
        q++;
    }
    return q;
}

/* Over the tag whose name begins at p; counts its attributes. */
static const char *
skip_tag(const char *p, const char *end, size_t *n_attributes)
{
    *n_attributes = 0;
    while (p < end && !is_blank(*p) && *p != '>' && *p != '/') {
        p++;
    }
    while ((p = skip_blanks(p, end)) < end && *p != '>') {
        const char *from = p;

        while (p < end && !is_blank(*p) && *p != '>' && *p != '=' &&
               *p != '/') {
            p++;
        }
        p = skip_value(p, end);
        p += p == from; /* a stray '/' */
        ++*n_attributes;
    }
    return p;
}

static const char *
skip_comment(const char *p, const char *end)
{
    size_t at = str_find((struct str){p, (size_t)(end - p)}, STR("-->"), 0);

    return at == SIZE_MAX ? end : p + at + 3;
}

static bool
check_tags(struct str text, struct location at, struct diags *diags)
{
    const char *p = text.ptr;
    const char *end = p + text.len;

    while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
        const char *from = ++p;
        size_t n = 0;

        if (end - p >= 3 && memcmp(p, "!--", 3) == 0) {
            p = skip_comment(p, end);
        } else if (p < end && ((*p | 32) >= 'a' && (*p | 32) <= 'z')) {
            p = skip_tag(p, end, &n);
            if (n > MAX_ATTRIBUTES || p - from > MAX_TAG_BYTES) {
                return diag_error(diags, at,
                                  _("a tag of this page is too long (%zu "
                                    "attributes, %zu bytes)"),
                                  n, (size_t)(p - from));
            }
        }
    }
    return true;
}

static struct str
view(const xmlChar *text)
{
    return str_from((const char *)text);
}

static void
stop(struct scan *scan)
{
    scan->has_stopped = true;
    xmlStopParser(scan->ctxt);
}

static void
scan_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    struct scan *scan = user;
    const struct str none = STR("");
    size_t n = 0;

    if (scan->has_stopped) {
        return;
    }
    if (++scan->depth > MAX_DEPTH) {
        scan->is_too_deep = true;
        stop(scan);
        return;
    }
    for (; attributes && attributes[n * 2] && n < MAX_ATTRIBUTES; n++) {
        scan->attributes[n] = (struct xml_attribute){
            none, view(attributes[n * 2]), view(attributes[n * 2 + 1])};
    }
    if (!scan->handler->start(scan->handler->user, none, view(name),
                              scan->attributes, n)) {
        stop(scan);
    }
}

static void
scan_end(void *user, const xmlChar *name)
{
    struct scan *scan = user;

    scan->depth -= scan->depth > 0;
    if (!scan->has_stopped &&
        !scan->handler->end(scan->handler->user, STR(""), view(name))) {
        stop(scan);
    }
}

static void
scan_text(void *user, const xmlChar *text, int len)
{
    struct scan *scan = user;

    if (!scan->has_stopped &&
        !scan->handler->text(scan->handler->user,
                             (struct str){(const char *)text, (size_t)len})) {
        stop(scan);
    }
}

static void
ignore_error(void *user, xmlErrorPtr error)
{
    (void)user;
    (void)error;
}

/* The parser goes on with what it could keep, as if that was all. */
static bool
has_memory_failed(void)
{
    const xmlError *error = xmlGetLastError();

    return error && error->code == XML_ERR_NO_MEMORY;
}

static bool
parse(struct scan *scan, struct str text)
{
    xmlSAXHandler sax = {
        .initialized = 1,
        .startElement = scan_start,
        .endElement = scan_end,
        .characters = scan_text,
        .ignorableWhitespace = scan_text,
        .cdataBlock = scan_text,
        .serror = ignore_error,
    };

    xmlResetLastError();
    scan->ctxt = htmlCreateMemoryParserCtxt(text.ptr, (int)text.len);
    if (!scan->ctxt) {
        scan->has_memory_failed = true;
        return false;
    }
    xmlSwitchEncoding(scan->ctxt, XML_CHAR_ENCODING_UTF8);
    htmlCtxtUseOptions(scan->ctxt, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    *scan->ctxt->sax = sax;
    scan->ctxt->userData = scan;
    htmlParseDocument(scan->ctxt);
    htmlFreeParserCtxt(scan->ctxt);
    scan->has_memory_failed = has_memory_failed();
    return !scan->has_stopped && !scan->has_memory_failed;
}

bool
html_scan(struct str text, const struct xml_handler *handler,
          struct location at, struct diags *diags)
{
    struct scan scan = {.handler = handler};

    if (text.len == 0 || text.len > INT_MAX || !check_tags(text, at, diags)) {
        return text.len == 0;
    }
    if (parse(&scan, text)) {
        return true;
    }
    if (scan.is_too_deep) {
        return diag_error(diags, at,
                          _("the elements of this page are nested more than "
                            "%d deep"),
                          MAX_DEPTH);
    }
    return scan.has_memory_failed && diag_system(diags, at, _("out of memory"));
}
