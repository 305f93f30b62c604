#include "gen/archive/bag.h"

#include <stdlib.h>

#include "gen/archive/manifest.h"
#include "gen/base/mem.h"
#include "gen/opc/zipout.h"

bool
bag_is_id(struct str id)
{
    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        bool is_sign = c == '.' || c == '_' || c == '-';

        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
              (c >= 'A' && c <= 'Z') || (is_sign && i > 0))) {
            return false;
        }
    }
    return id.len > 0 && id.len <= 64;
}

void
bag_init(struct bag *bag, struct str id, struct arena *arena)
{
    *bag = (struct bag){.id = arena_str(arena, id), .arena = arena};
}

struct bag_file *
bag_find(const struct bag *bag, struct str path)
{
    for (size_t i = 0; i < bag->n_files; i++) {
        if (str_equals(bag->files[i]->path, path)) {
            return bag->files[i];
        }
    }
    return NULL;
}

bool
bag_is_payload(const struct bag_file *file)
{
    return str_starts_with(file->path, STR("data/"));
}

static struct bag_file *
new_file(struct bag *bag, struct str path)
{
    struct bag_file *file = arena_alloc(bag->arena, sizeof *file);

    if (bag->n_files == bag->cap) {
        bag->cap = bag->cap ? bag->cap * 2 : 64;
        bag->files = arena_grow(bag->arena, bag->files, bag->n_files, bag->cap,
                                sizeof(struct bag_file *));
    }
    file->path = arena_str(bag->arena, path);
    bag->files[bag->n_files++] = file;
    return file;
}

struct bag_file *
bag_add(struct bag *bag, struct str path, struct str bytes)
{
    struct bag_file *file = bag_find(bag, path);

    file = file ? file : new_file(bag, path);
    file->bytes = bytes;
    file->size = bytes.len;
    digest_bytes(DIGEST_SHA256, bytes, file->sha256);
    if (bag_is_payload(file)) {
        digest_bytes(DIGEST_SM3, bytes, file->sm3);
    }
    return file;
}

void
bag_begin(struct bag *bag, struct str path)
{
    struct bag_file *file = new_file(bag, path);

    file->deflated = mem_alloc(sizeof *file->deflated);
    if (!bag->deflater) {
        bag->deflater = deflater_new();
    }
    deflater_begin(bag->deflater, file->deflated);
    bag->sha256 = digest_new(DIGEST_SHA256);
    bag->sm3 = digest_new(DIGEST_SM3);
}

void
bag_put(struct bag *bag, struct str bytes)
{
    deflater_add(bag->deflater, bytes);
    digest_add(bag->sha256, bytes);
    digest_add(bag->sm3, bytes);
}

struct bag_file *
bag_end(struct bag *bag)
{
    struct bag_file *file = bag->files[bag->n_files - 1];

    bag->has_failed |= !deflater_end(bag->deflater);
    digest_finish(bag->sha256, file->sha256);
    digest_finish(bag->sm3, file->sm3);
    file->size = file->deflated->size;
    return file;
}

void
bag_clear(struct bag *bag)
{
    for (size_t i = 0; i < bag->n_files; i++) {
        if (bag->files[i]->deflated) {
            deflated_clear(bag->files[i]->deflated);
            mem_free(bag->files[i]->deflated);
        }
    }
    deflater_free(bag->deflater);
    *bag = (struct bag){.arena = bag->arena};
}

static int
compare_files(const void *a, const void *b)
{
    const struct bag_file *x = *(struct bag_file *const *)a;
    const struct bag_file *y = *(struct bag_file *const *)b;

    return str_compare(x->path, y->path);
}

static void
sort(struct bag *bag)
{
    if (bag->n_files) {
        qsort(bag->files, bag->n_files, sizeof(struct bag_file *),
              compare_files);
    }
}

/* Adds a tag file, whose text moves into the arena. */
static void
add_text(struct bag *bag, const char *path, struct strbuf *sb)
{
    bag_add(bag, str_from(path), arena_str(bag->arena, strbuf_str(sb)));
    strbuf_clear(sb);
}

static void
add_label(struct strbuf *sb, const char *label, struct str text)
{
    if (text.len == 0) {
        return;
    }
    strbuf_addf(sb, "%s: ", label);
    for (size_t i = 0; i < text.len; i++) {
        bool is_break = text.ptr[i] == '\n' || text.ptr[i] == '\r';

        strbuf_add_char(sb, is_break ? ' ' : text.ptr[i]);
    }
    strbuf_add_char(sb, '\n');
}

/* RFC 8493 2.2.2: bytes and number of payload files */
static void
add_oxum(const struct bag *bag, struct strbuf *sb)
{
    uint64_t n_bytes = 0;
    size_t n_files = 0;

    for (size_t i = 0; i < bag->n_files; i++) {
        if (bag_is_payload(bag->files[i])) {
            n_bytes += bag->files[i]->size;
            n_files++;
        }
    }
    strbuf_addf(sb, "Payload-Oxum: %llu.%zu\n", (unsigned long long)n_bytes,
                n_files);
}

static void
add_info(struct bag *bag, const struct bag_info *info)
{
    struct strbuf sb = {0};

    add_label(&sb, "Source-Organization", info->organization);
    add_label(&sb, "External-Identifier", bag->id);
    add_label(&sb, "External-Description", info->description);
    add_label(&sb, "Bagging-Date", info->date);
    add_label(&sb, "Bag-Software-Agent", info->agent);
    add_oxum(bag, &sb);
    add_text(bag, "bag-info.txt", &sb);
}

static void
renew_oxum(struct bag *bag)
{
    const struct bag_file *file = bag_find(bag, STR("bag-info.txt"));
    struct str rest = file ? file->bytes : STR("");
    struct strbuf sb = {0};

    while (rest.ptr) {
        struct str line = str_split(&rest, STR("\n"));

        if (line.len && !str_starts_with(line, STR("Payload-Oxum:"))) {
            strbuf_add(&sb, line);
            strbuf_add_char(&sb, '\n');
        }
    }
    add_oxum(bag, &sb);
    add_text(bag, "bag-info.txt", &sb);
}

static void
add_payload_manifest(struct bag *bag, enum digest_kind kind, const char *path)
{
    struct strbuf sb = {0};

    for (size_t i = 0; i < bag->n_files; i++) {
        const struct bag_file *file = bag->files[i];

        if (bag_is_payload(file)) {
            manifest_add(&sb, kind == DIGEST_SM3 ? file->sm3 : file->sha256,
                         file->path);
        }
    }
    add_text(bag, path, &sb);
}

void
bag_seal(struct bag *bag, const struct bag_info *info)
{
    static const char tag_manifest[] = "tagmanifest-sha256.txt";
    struct strbuf sb = {0};

    bag_add(bag, STR("bagit.txt"),
            STR("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
    if (info) {
        add_info(bag, info);
    } else {
        renew_oxum(bag);
    }
    sort(bag);
    add_payload_manifest(bag, DIGEST_SHA256, "manifest-sha256.txt");
    add_payload_manifest(bag, DIGEST_SM3, "manifest-sm3.txt");
    sort(bag);
    for (size_t i = 0; i < bag->n_files; i++) {
        const struct bag_file *file = bag->files[i];

        if (!bag_is_payload(file) && !str_is(file->path, tag_manifest)) {
            manifest_add(&sb, file->sha256, file->path);
        }
    }
    add_text(bag, tag_manifest, &sb);
    sort(bag);
}

bool
bag_write(struct bag *bag, const char *path, struct diags *diags)
{
    struct zipout *zip;

    if (bag->has_failed) {
        return diag_system(diags, (struct location){.path = path},
                           _("cannot be written: %s"), _("compression failed"));
    }
    zip = zipout_new(path);
    sort(bag);
    for (size_t i = 0; i < bag->n_files; i++) {
        const struct bag_file *file = bag->files[i];
        struct str name = arena_strf(bag->arena, "%.*s/%.*s", STR_ARG(bag->id),
                                     STR_ARG(file->path));

        if (file->deflated) {
            zipout_add_deflated(zip, name, file->deflated);
        } else {
            zipout_add(zip, name, file->bytes);
        }
    }
    return zipout_close(zip, diags);
}
