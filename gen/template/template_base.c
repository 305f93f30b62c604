#include "gen/template/template_base.h"

#include "gen/base/mem.h"
#include "gen/opc/xml.h"

struct template_base_part {
    struct str name;
    struct str bytes;
    struct deflated deflated;
    bool is_deflated;
};

struct template_base {
    struct package *package;
    struct template_base_part **parts; /* those read so far */
    size_t n_parts;
    struct styles styles;
    bool has_styles;
    struct arena arena;
};

struct template_base *
template_base_open(const char *path, struct diags *diags)
{
    struct package *package =
        package_open(path, &package_default_limits, diags);
    struct template_base *base;

    if (!package) {
        return NULL;
    }
    base = mem_alloc(sizeof *base);
    base->package = package;
    base->parts =
        arena_alloc(&base->arena, (package_n_parts(package) + 1) *
                                      sizeof(struct template_base_part *));
    return base;
}

void
template_base_close(struct template_base *base)
{
    if (!base) {
        return;
    }
    for (size_t i = 0; i < base->n_parts; i++) {
        deflated_clear(&base->parts[i]->deflated);
    }
    package_close(base->package);
    arena_clear(&base->arena);
    mem_free(base);
}

struct package *
template_base_package(struct template_base *base)
{
    return base->package;
}

struct template_base_part *
template_base_read(struct template_base *base, struct str name,
                   struct diags *diags)
{
    struct template_base_part *part;
    struct str bytes;

    for (size_t i = 0; i < base->n_parts; i++) {
        if (str_equals(base->parts[i]->name, name)) {
            return base->parts[i];
        }
    }
    if (!package_read(base->package, name, &base->arena, &bytes, diags)) {
        return NULL;
    }
    part = arena_alloc(&base->arena, sizeof *part);
    part->name = arena_str(&base->arena, name);
    part->bytes = bytes;
    base->parts[base->n_parts++] = part;
    return part;
}

struct str
template_base_part_bytes(const struct template_base_part *part)
{
    return part->bytes;
}

const struct deflated *
template_base_part_deflated(struct template_base_part *part)
{
    if (!part->is_deflated) {
        struct deflater *deflater = deflater_new();

        deflater_begin(deflater, &part->deflated);
        deflater_add(deflater, part->bytes);
        part->is_deflated = deflater_end(deflater);
        deflater_free(deflater);
    }
    return part->is_deflated ? &part->deflated : NULL;
}

const struct styles *
template_base_styles(struct template_base *base, struct str name,
                     struct diags *diags)
{
    struct template_base_part *part;
    xmlDoc *doc;

    if (base->has_styles) {
        return &base->styles;
    }
    part = template_base_read(base, name, diags);
    doc = part ? xml_parse(part->bytes, package_at(base->package, name), diags)
               : NULL;
    if (!doc) {
        return NULL;
    }
    styles_read(&base->styles, doc, &base->arena);
    base->has_styles = true;
    xml_free(doc);
    return &base->styles;
}
