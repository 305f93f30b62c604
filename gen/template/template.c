#include "gen/template/template.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gen/opc/package.h"

#define CONTENT_TYPES  STR("/[Content_Types].xml")
#define ROOT_RELATIONS STR("/_rels/.rels")

enum { MAX_BARE_BYTES = 64 << 20 };

struct loader {
    struct template *template;
    const struct template_source *source;
    struct template_base *base; /* NULL: none, or one of its own */
    struct package *package;
    struct arena *arena;
    struct diags *diags;
    struct str main;            /* name of the main part */
    struct str bare;            /* its bytes, if the template is a bare one */
    struct str core;            /* document properties; empty: none */
    struct relations relations; /* of the main part */
    bool failed;
};

static bool
is_bare(const char *path)
{
    return str_ends_with(str_from(path), STR(".xml"));
}

static bool
read_bare(struct loader *loader)
{
    const char *path = loader->source->path;
    struct location at = {.path = path};
    struct strbuf sb = {0};
    FILE *file = fopen(path, "rb");
    char chunk[16384];
    size_t n;
    bool ok;

    if (!file) {
        return diag_error(loader->diags, at, _("cannot be read: %s"),
                          strerror(errno));
    }
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0 &&
           sb.len < MAX_BARE_BYTES) {
        strbuf_add(&sb, (struct str){chunk, n});
    }
    ok = !ferror(file) && sb.len < MAX_BARE_BYTES;
    fclose(file);
    loader->bare = arena_str(loader->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return ok || diag_error(loader->diags, at, _("cannot be read"));
}

/* Finds the main part and the document properties. */
static bool
find_main(struct loader *loader)
{
    struct location at = {.path = loader->source->path};
    const struct relation *document;
    const struct relation *core;
    struct relations root;

    if (!package_relations(loader->package, STR("/"), &root, loader->diags)) {
        return false;
    }
    document = relations_find(&root, "officeDocument");
    core = relations_find(&root, "core-properties");
    if (!document || document->is_external) {
        diag_error(loader->diags, at, _("is not a Word document"));
        diag_advise(loader->diags,
                    _("save the template as .docx in WPS or Word"));
        return false;
    }
    loader->main = document->target;
    if (core && !core->is_external) {
        loader->core = core->target;
    }
    return package_relations(loader->package, loader->main, &loader->relations,
                             loader->diags);
}

static bool
ends_in(struct str type, const char *kind)
{
    return str_ends_with(type, str_from(kind)) &&
           type.ptr[type.len - str_from(kind).len - 1] == '/';
}

/* Parts of running text besides the main one. */
static bool
is_story(const struct loader *loader, struct str name)
{
    static const char *const kinds[] = {"header", "footer", "footnotes",
                                        "endnotes"};

    for (size_t i = 0; i < loader->relations.n_items; i++) {
        const struct relation *relation = &loader->relations.items[i];

        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
            if (!relation->is_external &&
                str_equals(package_find(loader->package, relation->target),
                           name) &&
                ends_in(relation->type, kinds[k])) {
                return true;
            }
        }
    }
    return false;
}

static bool
is_same_part(const struct loader *loader, struct str a, struct str b)
{
    return b.len && (str_equals(a, b) ||
                     str_equals(a, package_find(loader->package, b)));
}

/* Has a brace of either width, perhaps written as a reference: without one
 * there is no tag. */
static bool
may_have_tags(struct str bytes)
{
    return str_find(bytes, STR("{"), 0) != SIZE_MAX ||
           str_find(bytes, STR("\uFF5B"), 0) != SIZE_MAX ||
           str_find(bytes, STR("&#"), 0) != SIZE_MAX ||
           str_starts_with(bytes, STR("\xFE\xFF")) ||
           str_starts_with(bytes, STR("\xFF\xFE"));
}

static struct node *
compile(struct loader *loader, struct str name, struct str bytes,
        struct node **outline)
{
    bool is_main = is_same_part(loader, name, loader->main);
    size_t slash = name.len;
    struct wml_context context = {
        .path = loader->source->path,
        .proses = loader->source->proses,
        .styles = &loader->template->styles,
        .arena = loader->arena,
        .outline = loader->source->lints ? outline : NULL,
    };
    struct location at = {.path = context.path};
    struct node *root;
    xmlDoc *doc;

    while (slash && name.ptr[slash - 1] != '/') {
        slash--;
    }
    if (!is_main) {
        context.part =
            arena_cstr(loader->arena, str_slice(name, slash, name.len));
        at.place = context.part;
    }
    doc = xml_parse(bytes, at, loader->diags);
    if (!doc) {
        return NULL;
    }
    root = is_same_part(loader, name, loader->core)
               ? wml_compile_plain(doc, &context, loader->diags)
               : wml_compile(doc, &context, loader->diags);
    xml_free(doc);
    return root;
}

/* The bytes of a part; one of a shared base is read once. */
static bool
read_part(struct loader *loader, struct str name, struct template_part *part)
{
    if (!loader->base) {
        return package_read(loader->package, name, loader->arena, &part->bytes,
                            loader->diags);
    }
    part->shared = template_base_read(loader->base, name, loader->diags);
    if (part->shared) {
        part->bytes = template_base_part_bytes(part->shared);
    }
    return part->shared != NULL;
}

static void
add_part(struct loader *loader, struct str name)
{
    struct template *template = loader->template;
    struct template_part *part = &template->parts[template->n_parts];
    bool is_main = is_same_part(loader, name, loader->main);

    *part = (struct template_part){
        .name = arena_str(loader->arena, str_slice(name, 1, name.len)),
        .bytes = loader->bare,
    };
    if (!(is_main && loader->bare.ptr) && !read_part(loader, name, part)) {
        loader->failed = true;
        return;
    }
    if (is_main || (may_have_tags(part->bytes) &&
                    (is_story(loader, name) ||
                     is_same_part(loader, name, loader->core)))) {
        part->root = compile(loader, name, part->bytes, &part->outline);
        loader->failed |= !part->root;
    }
    if (is_main) {
        template->body = part;
    }
    template->n_parts++;
}

static bool
is_first(struct str name)
{
    return str_equals(name, CONTENT_TYPES) || str_equals(name, ROOT_RELATIONS);
}

static void
add_parts(struct loader *loader)
{
    size_t n = package_n_parts(loader->package);
    bool has_main = false;

    loader->template->parts =
        arena_alloc(loader->arena, (n + 1) * sizeof(struct template_part));
    add_part(loader, package_find(loader->package, CONTENT_TYPES));
    add_part(loader, package_find(loader->package, ROOT_RELATIONS));
    for (size_t i = 0; i < n; i++) {
        struct str name = package_part_name(loader->package, i);

        has_main |= is_same_part(loader, name, loader->main);
        if (!is_first(name)) {
            add_part(loader, name);
        }
    }
    if (!has_main && loader->bare.ptr) {
        add_part(loader, loader->main);
    }
    if (!loader->template->body && !loader->failed) {
        struct location at = {.path = loader->source->path};

        loader->failed = true;
        diag_error(loader->diags, at,
                   _("the document's main part is "
                     "missing"));
    }
}

/* The styles part, or {NULL, 0}. */
static struct str
find_styles(const struct loader *loader)
{
    const struct relation *relation =
        relations_find(&loader->relations, "styles");

    return relation && !relation->is_external
               ? package_find(loader->package, relation->target)
               : (struct str){NULL, 0};
}

static void
read_styles(struct loader *loader)
{
    struct location at = {.path = loader->source->path, .place = "styles"};
    struct str name = find_styles(loader);
    xmlDoc *doc = NULL;
    struct str bytes;

    if (name.ptr && loader->base) {
        const struct styles *styles =
            template_base_styles(loader->base, name, loader->diags);

        loader->failed |= !styles;
        loader->template->styles = styles ? *styles : (struct styles){0};
        return;
    }
    if (name.ptr) {
        if (!package_read(loader->package, name, loader->arena, &bytes,
                          loader->diags) ||
            !(doc = xml_parse(bytes, at, loader->diags))) {
            loader->failed = true;
            return;
        }
    }
    styles_read(&loader->template->styles, doc, loader->arena);
    xml_free(doc);
}

/* Only what is needed for lists that begin anew. */
static void
read_numbering(struct loader *loader)
{
    const struct template_part *body = loader->template->body;
    const struct relation *relation =
        relations_find(&loader->relations, "numbering");
    struct location at = {.path = loader->source->path, .place = "numbering"};
    struct list_starts *numbering = &loader->template->numbering;
    struct str name = {NULL, 0};
    struct str bytes;
    xmlDoc *doc;

    if (relation && !relation->is_external) {
        name = package_find(loader->package, relation->target);
    }
    if (!name.ptr || !body || !body->root || !body->root->has_lists) {
        return;
    }
    doc = package_read(loader->package, name, loader->arena, &bytes,
                       loader->diags)
              ? xml_parse(bytes, at, loader->diags)
              : NULL;
    if (!doc) {
        loader->failed = true;
        return;
    }
    list_starts_read(numbering, doc, loader->arena);
    if (numbering->before.len) {
        numbering->part =
            arena_str(loader->arena, str_slice(name, 1, name.len));
    }
    xml_free(doc);
}

static bool
open_package(struct loader *loader)
{
    const struct template_source *source = loader->source;
    bool is_laid_over = is_bare(source->path);

    if (is_laid_over && !read_bare(loader)) {
        return false;
    }
    if (is_laid_over && source->base) {
        loader->base = source->base;
        loader->package = template_base_package(source->base);
        return true;
    }
    if (is_laid_over && !source->base_folder) {
        return false;
    }
    loader->package =
        package_open(is_laid_over ? source->base_folder : source->path,
                     &package_default_limits, loader->diags);
    return loader->package != NULL;
}

bool
template_read(struct template *template, const struct template_source *source,
              struct arena *arena, struct diags *diags)
{
    struct loader loader = {
        .template = template,
        .source = source,
        .arena = arena,
        .diags = diags,
    };

    *template = (struct template){.path = source->path};
    if (!open_package(&loader)) {
        return false;
    }
    if (find_main(&loader)) {
        read_styles(&loader);
        add_parts(&loader);
        read_numbering(&loader);
    } else {
        loader.failed = true;
    }
    if (!loader.base) {
        package_close(loader.package);
    }
    return !loader.failed;
}
