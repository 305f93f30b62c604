#include "gen/template/copy.h"

#include <stdlib.h>
#include <string.h>

#include "gen/opc/zipout.h"
#include "gen/template/element.h"
#include "gen/template/wml_text.h"

#define TYPES_SPACE                                                            \
    "http://schemas.openxmlformats.org/package/2006/content-types"
#define RELATIONS_SPACE                                                        \
    "http://schemas.openxmlformats.org/package/2006/relationships"
#define COMMENTS_TYPE                                                          \
    "application/vnd.openxmlformats-officedocument.wordprocessingml."          \
    "comments+xml"
#define TRANSITIONAL                                                           \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define STRICT    "http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define STRICT_ML "http://purl.oclc.org/ooxml/wordprocessingml/main"

/* A part that is written instead of the template's, or behind its last. */
struct changed {
    struct str name;
    struct str bytes;
};

enum { MAX_CHANGED = 4 };

struct copier {
    const struct template *template;
    const struct diags *findings;
    size_t n_findings; /* later ones are of the copying itself */
    struct diags *diags;
    struct arena arena;
    xmlDoc *body;
    xmlDoc *comments;
    bool *is_placed;  /* of each finding */
    unsigned next_id; /* of comments */
    struct changed changed[MAX_CHANGED];
    size_t n_changed;
};

/* ---- packages ---- */

static struct str
bytes_of(struct copier *copier, xmlDoc *doc)
{
    xmlChar *bytes = NULL;
    int len = 0;
    struct str result;

    xmlDocDumpMemoryEnc(doc, &bytes, &len, "UTF-8");
    result = arena_str(&copier->arena,
                       (struct str){(const char *)bytes, (size_t)len});
    xmlFree(bytes);
    return result;
}

static void
change(struct copier *copier, struct str name, struct str bytes)
{
    copier->changed[copier->n_changed++] = (struct changed){name, bytes};
}

static struct changed *
find_changed(struct copier *copier, struct str name)
{
    for (size_t i = 0; i < copier->n_changed; i++) {
        if (str_equals(copier->changed[i].name, name)) {
            return &copier->changed[i];
        }
    }
    return NULL;
}

static bool
write_parts(struct copier *copier, const char *path)
{
    const struct template *template = copier->template;
    struct zipout *zip = zipout_new(path);

    for (size_t i = 0; i < template->n_parts; i++) {
        const struct template_part *part = &template->parts[i];
        struct changed *changed = find_changed(copier, part->name);

        zipout_add(zip, part->name, changed ? changed->bytes : part->bytes);
        if (changed) {
            changed->name = (struct str){NULL, 0};
        }
    }
    for (size_t i = 0; i < copier->n_changed; i++) {
        if (copier->changed[i].name.ptr) {
            zipout_add(zip, copier->changed[i].name, copier->changed[i].bytes);
        }
    }
    return zipout_close(zip, copier->diags);
}

bool
copy_write(const char *path, const struct template *template,
           struct diags *diags)
{
    struct copier copier = {.template = template, .diags = diags};

    return write_parts(&copier, path);
}

static const struct template_part *
find_part(const struct template *template, struct str name)
{
    for (size_t i = 0; i < template->n_parts; i++) {
        if (str_equals(template->parts[i].name, name)) {
            return &template->parts[i];
        }
    }
    return NULL;
}

/* The part beside the main one: word/document.xml, comments.xml ->
 * word/comments.xml. */
static struct str
beside(struct copier *copier, const char *folder, const char *name)
{
    struct str body = copier->template->body->name;
    size_t slash = body.len;

    while (slash && body.ptr[slash - 1] != '/') {
        slash--;
    }
    return arena_strf(&copier->arena, "%.*s%s%s",
                      STR_ARG(str_slice(body, 0, slash)), folder, name);
}

static xmlDoc *
parse(struct copier *copier, struct str bytes, struct str name)
{
    struct location at = {.path = copier->template->path,
                          .place = arena_cstr(&copier->arena, name)};

    return xml_parse(bytes, at, copier->diags);
}

/* An element of a package's own XML with up to three attributes. */
static void
add_entry(xmlDoc *doc, const char *name, const char *const *attributes,
          size_t n)
{
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *node = xmlNewChild(root, root->ns, (const xmlChar *)name, NULL);

    for (size_t i = 0; i < n; i++) {
        xmlNewProp(node, (const xmlChar *)attributes[2 * i],
                   (const xmlChar *)attributes[2 * i + 1]);
    }
}

/* Declares the comments to the package: they were not there. */
static bool
declare_comments(struct copier *copier, struct str name)
{
    struct str body = copier->template->body->name;
    size_t slash = beside(copier, "", "").len;
    struct str rels =
        beside(copier, "_rels/",
               arena_strf(&copier->arena, "%.*s.rels",
                          STR_ARG(str_slice(body, slash, body.len)))
                   .ptr);
    struct str types = STR("[Content_Types].xml");
    const struct template_part *old_rels = find_part(copier->template, rels);
    const struct template_part *old_types = find_part(copier->template, types);
    bool is_strict = str_is(
        str_from((const char *)xmlDocGetRootElement(copier->body)->ns->href),
        STRICT_ML);
    const char *target = arena_strf(&copier->arena, "/%.*s", STR_ARG(name)).ptr;
    const char *const relation[] = {
        "Id",     "rIdTongbaoComments",
        "Type",   is_strict ? STRICT "comments" : TRANSITIONAL "comments",
        "Target", target};
    const char *const type[] = {"PartName", target, "ContentType",
                                COMMENTS_TYPE};
    xmlDoc *doc =
        parse(copier,
              old_rels ? old_rels->bytes
                       : STR("<Relationships xmlns=\"" RELATIONS_SPACE "\"/>"),
              rels);

    if (!doc) {
        return false;
    }
    add_entry(doc, "Relationship", relation, 3);
    change(copier, rels, bytes_of(copier, doc));
    xml_free(doc);
    doc = old_types ? parse(copier, old_types->bytes, types) : NULL;
    if (!doc) {
        return false;
    }
    add_entry(doc, "Override", type, 2);
    change(copier, types, bytes_of(copier, doc));
    xml_free(doc);
    return true;
}

/* ---- comments ---- */

static xmlNode *
new_element(const xmlNode *like, const char *name)
{
    return xmlNewDocNode(like->doc, like->ns, (const xmlChar *)name, NULL);
}

static void
set_attribute(xmlNode *node, const char *name, const char *value)
{
    xmlNewNsProp(node, node->ns, (const xmlChar *)name, (const xmlChar *)value);
}

static void
set_id(xmlNode *node, unsigned id)
{
    char number[16];

    snprintf(number, sizeof number, "%u", id);
    set_attribute(node, "id", number);
}

static void
add_paragraph(xmlNode *comment, const char *text)
{
    xmlNode *p = new_element(comment, "p");
    xmlNode *run = new_element(comment, "r");
    xmlNode *t = new_element(comment, "t");

    xmlAddChild(t, xmlNewDocText(comment->doc, (const xmlChar *)text));
    wml_keep_blanks(t);
    xmlAddChild(run, t);
    xmlAddChild(p, run);
    xmlAddChild(comment, p);
}

/* Adds the comment's text; returns its id. */
static unsigned
add_comment(struct copier *copier, const struct diag *finding, bool with_place)
{
    xmlNode *root = xmlDocGetRootElement(copier->comments);
    xmlNode *comment = new_element(root, "comment");
    unsigned id = copier->next_id++;

    set_id(comment, id);
    set_attribute(comment, "author", "tongbao");
    set_attribute(comment, "initials", "tb");
    xmlAddChild(root, comment);
    add_paragraph(comment, with_place && finding->at.place
                               ? arena_strf(&copier->arena, "%s: %s",
                                            finding->at.place, finding->message)
                                     .ptr
                               : finding->message);
    if (finding->advice) {
        add_paragraph(comment, finding->advice);
    }
    return id;
}

/* Puts the marks of a comment around the nodes from first to last, which are
 * children of paragraphs' content. */
static void
anchor(xmlNode *first, xmlNode *last, unsigned id)
{
    xmlNode *start = new_element(first, "commentRangeStart");
    xmlNode *end = new_element(first, "commentRangeEnd");
    xmlNode *run = new_element(first, "r");
    xmlNode *reference = new_element(first, "commentReference");

    set_id(start, id);
    set_id(end, id);
    set_id(reference, id);
    xmlAddChild(run, reference);
    xmlAddPrevSibling(first, start);
    xmlAddNextSibling(last, end);
    xmlAddNextSibling(end, run);
}

/* The whole paragraph, empty or not. */
static void
anchor_paragraph(xmlNode *paragraph, unsigned id)
{
    xmlNode *first = paragraph->children;

    if (first && wml_is(first, "pPr")) {
        first = first->next;
    }
    if (!first) {
        first = new_element(paragraph, "r");
        xmlAddChild(paragraph, first);
    }
    anchor(first, paragraph->last, id);
}

/* The run that holds a byte of the paragraph's text. */
static xmlNode *
run_at(const struct paragraph_text *text, size_t at)
{
    for (size_t i = 0; i < text->n_pieces; i++) {
        const struct piece *piece = &text->pieces[i];

        if (at >= piece->start && at < piece->start + piece->len) {
            return wml_enclosing(piece->text, "r");
        }
    }
    return NULL;
}

/* The tag a finding quotes; false if the paragraph holds none of them. */
static bool
find_quoted(struct copier *copier, struct str text, const struct diag *finding,
            struct tag *tag)
{
    struct delimiters delimiters = delimiters_standard;
    enum tag_status status;
    size_t from = 0;

    while ((status = tag_next(text, from, true, &delimiters, tag)) !=
           TAG_NONE) {
        struct origin origin = {.path = NULL};
        const char *quote;

        origin_quote(&origin, text, tag->start, tag->end, &copier->arena);
        quote =
            arena_strf(&copier->arena, "%.*s%.*s%.*s", STR_ARG(origin.before),
                       STR_ARG(origin.tag), STR_ARG(origin.after))
                .ptr;
        if (finding->text && str_is(origin.tag, finding->text) &&
            strstr(finding->message, quote)) {
            return true;
        }
        from = status == TAG_UNCLOSED ? tag->name : tag->end;
    }
    return false;
}

static bool
anchor_at_tag(struct copier *copier, xmlNode *paragraph,
              const struct diag *finding)
{
    struct paragraph_text text = {0};
    xmlNode *first = NULL;
    xmlNode *last = NULL;
    struct tag tag;

    wml_gather(&text, paragraph);
    if (find_quoted(copier, strbuf_str(&text.bytes), finding, &tag)) {
        first = run_at(&text, tag.start);
        last = run_at(&text, tag.end - 1);
    }
    wml_clear_text(&text);
    if (!first || !last) {
        return false;
    }
    if (first->parent != last->parent) {
        anchor_paragraph(paragraph, add_comment(copier, finding, false));
    } else {
        anchor(first, last, add_comment(copier, finding, false));
    }
    return true;
}

struct visit {
    struct copier *copier;
    bool any_paragraph; /* of the place will do */
};

static bool
is_here(const struct copier *copier, const struct diag *finding,
        const char *place)
{
    return finding->at.path && finding->at.place &&
           strcmp(finding->at.path, copier->template->path) == 0 &&
           strcmp(finding->at.place, place) == 0;
}

static void
visit_paragraph(void *user, xmlNode *paragraph, const char *place)
{
    const struct visit *visit = user;
    struct copier *copier = visit->copier;

    for (size_t i = 0; i < copier->n_findings; i++) {
        const struct diag *finding = &copier->findings->items[i];

        if (copier->is_placed[i] || !is_here(copier, finding, place)) {
            continue;
        }
        if (visit->any_paragraph) {
            anchor_paragraph(paragraph, add_comment(copier, finding, false));
            copier->is_placed[i] = true;
        } else {
            copier->is_placed[i] = anchor_at_tag(copier, paragraph, finding);
        }
    }
}

static void
place_findings(struct copier *copier)
{
    struct wml_context context = {.path = copier->template->path,
                                  .arena = &copier->arena};
    struct visit visit = {copier, false};

    wml_each_place(copier->body, &context, visit_paragraph, &visit);
    visit.any_paragraph = true;
    wml_each_place(copier->body, &context, visit_paragraph, &visit);
}

/* What has no place in the body stands at its first paragraph. */
static void
place_rest(struct copier *copier)
{
    xmlNode *root = xmlDocGetRootElement(copier->body);
    xmlNode *paragraph = root;

    while (paragraph && !wml_is(paragraph, "p")) {
        paragraph = wml_following(paragraph, root);
    }
    for (size_t i = 0; paragraph && i < copier->n_findings; i++) {
        const struct diag *finding = &copier->findings->items[i];

        if (!copier->is_placed[i] && finding->at.path &&
            strcmp(finding->at.path, copier->template->path) == 0) {
            anchor_paragraph(paragraph, add_comment(copier, finding, true));
        }
    }
}

/* Ids of the template's own comments are left alone. */
static void
open_ids(struct copier *copier)
{
    const xmlNode *root = xmlDocGetRootElement(copier->comments);

    for (const xmlNode *n = root->children; n; n = n->next) {
        struct str id = wml_is(n, "comment") ? element_attribute(n, "id")
                                             : (struct str){NULL, 0};
        unsigned long number = id.len ? strtoul(id.ptr, NULL, 10) : 0;

        if (number >= copier->next_id) {
            copier->next_id = (unsigned)number + 1;
        }
    }
}

static bool
open_comments(struct copier *copier, struct str name, bool *is_new)
{
    const struct template_part *old = find_part(copier->template, name);
    const xmlNode *root = xmlDocGetRootElement(copier->body);

    *is_new = !old;
    if (!wml_is(root, "document")) {
        struct location at = {.path = copier->template->path};

        return diag_error(copier->diags, at, _("is not a Word document"));
    }
    copier->comments =
        parse(copier,
              old ? old->bytes
                  : arena_strf(&copier->arena, "<w:comments xmlns:w=\"%s\"/>",
                               (const char *)root->ns->href),
              name);
    if (copier->comments) {
        open_ids(copier);
    }
    return copier->comments != NULL;
}

static bool
annotate(struct copier *copier, const char *path)
{
    const struct template_part *body = copier->template->body;
    struct str name = beside(copier, "", "comments.xml");
    bool is_new;

    copier->body = parse(copier, body->bytes, body->name);
    if (!copier->body || !open_comments(copier, name, &is_new) ||
        (is_new && !declare_comments(copier, name))) {
        return false;
    }
    place_findings(copier);
    place_rest(copier);
    change(copier, body->name, bytes_of(copier, copier->body));
    change(copier, name, bytes_of(copier, copier->comments));
    return write_parts(copier, path);
}

bool
copy_annotate(const char *path, const struct template *template,
              const struct diags *findings, struct diags *diags)
{
    struct copier copier = {
        .template = template, .findings = findings, .diags = diags};
    bool ok;

    copier.n_findings = findings->n_items;

    if (!template->body) {
        return false; /* reported when it was read */
    }
    copier.is_placed = arena_alloc(&copier.arena, copier.n_findings + 1);
    ok = annotate(&copier, path);
    xml_free(copier.body);
    xml_free(copier.comments);
    arena_clear(&copier.arena);
    return ok;
}
