#include "gen/opc/xml_scan.h"

#include <string.h>

#include <libxml/SAX2.h>

#include "gen/base/mem.h"
#include "gen/opc/complaint.h"

enum {
    PIECE_SIZE = 64 * 1024,
    MAX_ATTRIBUTES = 1000, /* the fence lets no more through */
    N_RECENT = 64          /* names whose length is known */
};

struct scan {
    struct complaint complaint; /* first: _private points to it */
    xmlParserCtxt *ctxt;
    const struct xml_handler *handler;
    xml_read_fn read;
    void *source;
    struct location at;
    struct diags *diags;
    struct fence_limits limits; /* the fence's, without the depth */
    struct fence fence;
    bool has_failed; /* reading, or at the fence: reported */
    bool has_stopped;
    bool is_too_deep;
    bool has_root;
    size_t depth;                /* of open elements */
    struct str recent[N_RECENT]; /* names and namespaces, by their place */
    struct strbuf values;        /* attribute values that had to be decoded */
    struct xml_attribute attributes[MAX_ATTRIBUTES];
    size_t piece_len;
    size_t piece_used;
    char piece[PIECE_SIZE];
};

static struct str
str_from_xml(const xmlChar *text)
{
    return str_from((const char *)text);
}

static struct scan *
scan_of(void *user)
{
    return ((xmlParserCtxt *)user)->_private;
}

/* Names are interned by the parser: the same pointer is the same text. */
static struct str
name_of(struct scan *scan, const xmlChar *name)
{
    uintptr_t place = (uintptr_t)name;
    struct str *recent = &scan->recent[(place ^ place >> 6) % N_RECENT];

    if (recent->ptr != (const char *)name) {
        *recent = str_from_xml(name);
    }
    return *recent;
}

static void
stop(struct scan *scan)
{
    scan->has_stopped = true;
    xmlStopParser(scan->ctxt);
}

/* Without entity substitution libxml2 hands '&' in attribute values out as
 * "&#38;"; every other reference is resolved already. */
static struct str
decode_value(struct strbuf *values, struct str raw)
{
    const struct str ampersand = STR("&#38;");
    size_t from = values->len;
    size_t done = 0;

    for (;;) {
        size_t at = str_find(raw, ampersand, done);

        strbuf_add(values, str_slice(raw, done, at));
        if (at == SIZE_MAX) {
            break;
        }
        strbuf_add_char(values, '&');
        done = at + ampersand.len;
    }
    return str_slice(strbuf_str(values), from, values->len);
}

static bool
has_ampersand(struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '&') {
            return true;
        }
    }
    return false;
}

static void
read_attributes(struct scan *scan, size_t n, const xmlChar **items)
{
    size_t room = 0;

    for (size_t i = 0; i < n; i++) {
        const xmlChar **item = items + 5 * i;
        struct str value = {(const char *)item[3], (size_t)(item[4] - item[3])};

        scan->attributes[i] = (struct xml_attribute){
            name_of(scan, item[2]), name_of(scan, item[0]), value};
        room += has_ampersand(value) ? value.len : 0;
    }
    if (room == 0) {
        return;
    }
    strbuf_cut(&scan->values, 0);
    strbuf_reserve(&scan->values, room); /* so that views stay valid */
    for (size_t i = 0; i < n; i++) {
        struct str *value = &scan->attributes[i].value;

        if (has_ampersand(*value)) {
            *value = decode_value(&scan->values, *value);
        }
    }
}

/* Counted here and not by the fence, which has less to read then. */
static bool
enter(struct scan *scan)
{
    scan->has_root = true;
    if (++scan->depth > fence_default_limits.depth) {
        scan->is_too_deep = true;
        stop(scan);
        return false;
    }
    return true;
}

static void
scan_start(void *user, const xmlChar *name, const xmlChar *prefix,
           const xmlChar *space, int n_namespaces, const xmlChar **namespaces,
           int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct scan *scan = scan_of(user);
    size_t n = n_attributes < MAX_ATTRIBUTES ? (size_t)n_attributes
                                             : (size_t)MAX_ATTRIBUTES;

    (void)prefix;
    (void)n_namespaces;
    (void)namespaces;
    (void)n_defaulted;
    if (scan->has_stopped || !enter(scan) || !scan->handler->start) {
        return;
    }
    read_attributes(scan, n, attributes);
    if (!scan->handler->start(scan->handler->user, name_of(scan, space),
                              name_of(scan, name), scan->attributes, n)) {
        stop(scan);
    }
}

static void
scan_end(void *user, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *space)
{
    struct scan *scan = scan_of(user);

    (void)prefix;
    scan->depth--;
    if (!scan->has_stopped && scan->handler->end &&
        !scan->handler->end(scan->handler->user, name_of(scan, space),
                            name_of(scan, name))) {
        stop(scan);
    }
}

static void
scan_text(void *user, const xmlChar *text, int len)
{
    struct scan *scan = scan_of(user);

    if (!scan->has_stopped && scan->handler->text &&
        !scan->handler->text(scan->handler->user,
                             (struct str){(const char *)text, (size_t)len})) {
        stop(scan);
    }
}

/* Whole pieces, so that the first holds the XML declaration. */
static bool
fill_piece(struct scan *scan)
{
    scan->piece_len = 0;
    scan->piece_used = 0;
    while (scan->piece_len < PIECE_SIZE) {
        ptrdiff_t n = scan->read(scan->source, scan->piece + scan->piece_len,
                                 PIECE_SIZE - scan->piece_len, scan->diags);

        if (n < 0) {
            return false;
        }
        if (n == 0) {
            break;
        }
        scan->piece_len += (size_t)n;
    }
    return true;
}

/* The next piece, which has passed the fence; empty at the end. */
static bool
read_piece(struct scan *scan)
{
    enum fence_fault fault;

    if (scan->has_failed || !fill_piece(scan)) {
        scan->has_failed = true;
        return false;
    }
    fault =
        fence_feed(&scan->fence, (struct str){scan->piece, scan->piece_len});
    if (fault != FENCE_OK) {
        scan->has_failed = true;
        complaint_report_fault(fault, &scan->fence, scan->at, scan->diags);
    }
    return !scan->has_failed;
}

/* What the parser calls for more. */
static int
hand_out(void *user, char *bytes, int size)
{
    struct scan *scan = user;
    size_t n;

    if (scan->piece_used == scan->piece_len && !read_piece(scan)) {
        return -1;
    }
    n = scan->piece_len - scan->piece_used;
    n = n < (size_t)size ? n : (size_t)size;
    memcpy(bytes, scan->piece + scan->piece_used, n);
    scan->piece_used += n;
    return (int)n;
}

static bool
begin_scan(struct scan *scan)
{
    static xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .internalSubset = complaint_refuse_dtd,
        .startElementNs = scan_start,
        .endElementNs = scan_end,
        .characters = scan_text,
        .ignorableWhitespace = scan_text,
        .cdataBlock = scan_text,
        .serror = complaint_note_error,
    };

    scan->ctxt = xmlCreateIOParserCtxt(&sax, NULL, hand_out, NULL, scan,
                                       XML_CHAR_ENCODING_NONE);
    if (!scan->ctxt) {
        return false;
    }
    complaint_begin(&scan->complaint, scan->ctxt);
    xmlCtxtUseOptions(scan->ctxt, XML_PARSE_NONET);
    return true;
}

static bool
report_depth(struct scan *scan)
{
    int line = xmlSAX2GetLineNumber(scan->ctxt);

    scan->fence.line = line > 0 ? (size_t)line - 1 : 0;
    return complaint_report_fault(FENCE_DEPTH, &scan->fence, scan->at,
                                  scan->diags);
}

/* The parser asks for more until it has seen the end; then all is read, and
 * an archive's checksum with it. */
static bool
run_scan(struct scan *scan)
{
    bool ok = xmlParseDocument(scan->ctxt) == 0 && scan->ctxt->wellFormed &&
              !scan->complaint.has_dtd && !scan->complaint.message;

    if (scan->has_stopped) {
        return scan->is_too_deep && report_depth(scan);
    }
    if (scan->has_failed || (ok && !read_piece(scan))) {
        return false;
    }
    if (ok && scan->piece_len == 0) {
        return true;
    }
    if (scan->complaint.is_at_end && (scan->depth || !scan->has_root)) {
        complaint_note_end(&scan->complaint, scan->fence.line + 1);
    }
    return complaint_report(&scan->complaint, scan->at, scan->diags);
}

bool
xml_scan(xml_read_fn read, void *source, const struct xml_handler *handler,
         struct location at, struct diags *diags)
{
    struct scan *scan = mem_alloc(sizeof *scan);
    bool ok;

    scan->handler = handler;
    scan->read = read;
    scan->source = source;
    scan->at = at;
    scan->diags = diags;
    scan->limits = fence_default_limits;
    scan->limits.depth = 0;
    scan->fence.limits = &scan->limits;
    ok = begin_scan(scan) ? run_scan(scan)
                          : diag_system(diags, at, _("out of memory"));
    complaint_end();
    xmlFreeParserCtxt(scan->ctxt);
    strbuf_clear(&scan->values);
    complaint_clear(&scan->complaint);
    mem_free(scan);
    return ok;
}

static ptrdiff_t
read_text(void *source, void *bytes, size_t size, struct diags *diags)
{
    struct str *rest = source;
    size_t n = rest->len < size ? rest->len : size;

    (void)diags;
    if (n) {
        memcpy(bytes, rest->ptr, n);
    }
    *rest = str_slice(*rest, n, rest->len);
    return (ptrdiff_t)n;
}

/* The text is UTF-8 now: the XML declaration, which may say something else,
 * is left out; its line stays counted unless it is a line of its own. */
static struct str
skip_declaration(struct str text)
{
    size_t end;

    text = str_trim(text);
    if (!str_starts_with(text, STR("<?xml "))) {
        return text;
    }
    end = str_find(text, STR("?>"), 0);
    return end == SIZE_MAX ? text : str_slice(text, end + 2, text.len);
}

bool
xml_scan_text(struct str text, const struct xml_handler *handler,
              struct location at, struct diags *diags)
{
    struct str rest = skip_declaration(text);

    return xml_scan(read_text, &rest, handler, at, diags);
}
