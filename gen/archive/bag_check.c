#include "gen/archive/bag.h"

#include "gen/archive/manifest.h"

struct checker {
    const struct bag *bag;
    const char *path;
    struct arena arena;
    struct diags *diags;
    bool ok;
};

static struct location
at_file(struct checker *checker, struct str path)
{
    return (struct location){.path = checker->path,
                             .place = arena_cstr(&checker->arena, path)};
}

#define COMPLAIN(checker, file, ...)                                           \
    ((checker)->ok =                                                           \
         diag_error((checker)->diags, at_file(checker, file), __VA_ARGS__))

static const struct bag_file *
need(struct checker *checker, const char *path)
{
    const struct bag_file *file = bag_find(checker->bag, str_from(path));

    if (!file) {
        COMPLAIN(checker, str_from(path), _("is missing"));
    }
    return file;
}

static void
check_declaration(struct checker *checker)
{
    const struct bag_file *file = need(checker, "bagit.txt");

    if (file && !str_is(file->bytes, "BagIt-Version: 1.0\n"
                                     "Tag-File-Character-Encoding: UTF-8\n")) {
        COMPLAIN(checker, file->path,
                 _("does not say BagIt 1.0 and UTF-8 (RFC 8493 2.1.1)"));
    }
    if (bag_find(checker->bag, STR("fetch.txt"))) {
        COMPLAIN(checker, STR("fetch.txt"),
                 _("a package that names files elsewhere does not prove "
                   "itself"));
    }
}

static void
check_line(struct checker *checker, const struct manifest_line *line,
           enum digest_kind kind, struct str manifest)
{
    const struct bag_file *file = bag_find(checker->bag, line->path);
    const char *hex;

    if (!file) {
        COMPLAIN(checker, line->path, _("is missing, but listed in %.*s"),
                 STR_ARG(manifest));
        return;
    }
    hex = kind == DIGEST_SM3 ? file->sm3 : file->sha256;
    if (!str_is(line->hex, hex)) {
        COMPLAIN(checker, line->path,
                 _("is not what was packed: its %s differs from that in %.*s"),
                 kind == DIGEST_SM3 ? "SM3" : "SHA-256", STR_ARG(manifest));
    }
}

static bool
is_covered(const struct bag_file *file, bool by_payload_manifest)
{
    return by_payload_manifest == bag_is_payload(file) &&
           !str_is(file->path, "tagmanifest-sha256.txt");
}

/* Each file listed and each listed file there. */
static void
check_manifest(struct checker *checker, const char *name, enum digest_kind kind,
               bool is_payload)
{
    const struct bag_file *file = need(checker, name);
    struct manifest manifest;

    if (!file) {
        return;
    }
    if (!manifest_parse(&manifest, file->bytes, at_file(checker, file->path),
                        &checker->arena, checker->diags)) {
        checker->ok = false;
    }
    for (size_t i = 0; i < manifest.n_lines; i++) {
        const struct manifest_line *line = &manifest.lines[i];

        if (str_starts_with(line->path, STR("data/")) != is_payload) {
            COMPLAIN(checker, file->path, _("“%.*s” does not belong here"),
                     STR_ARG(line->path));
        } else {
            check_line(checker, line, kind, file->path);
        }
    }
    for (size_t i = 0; i < checker->bag->n_files; i++) {
        const struct bag_file *found = checker->bag->files[i];

        if (is_covered(found, is_payload) &&
            !manifest_find(&manifest, found->path)) {
            COMPLAIN(checker, found->path, _("is not listed in %s"), name);
        }
    }
}

/* What bag-info.txt says of the payload, as this bag would say it. */
static void
check_oxum(struct checker *checker)
{
    const struct bag_file *file = need(checker, "bag-info.txt");
    struct str rest = file ? file->bytes : (struct str){NULL, 0};
    struct str told = {NULL, 0};
    uint64_t n_bytes = 0;
    size_t n_files = 0;
    size_t n_told = 0;

    while (rest.ptr) {
        struct str line = str_split(&rest, STR("\n"));

        if (str_starts_with(line, STR("Payload-Oxum:"))) {
            told = str_trim(str_slice(line, 13, line.len));
            n_told++;
        }
    }
    for (size_t i = 0; i < checker->bag->n_files; i++) {
        if (bag_is_payload(checker->bag->files[i])) {
            n_bytes += checker->bag->files[i]->bytes.len;
            n_files++;
        }
    }
    if (file &&
        (n_told != 1 ||
         !str_equals(told, arena_strf(&checker->arena, "%llu.%zu",
                                      (unsigned long long)n_bytes, n_files)))) {
        COMPLAIN(checker, file->path,
                 _("Payload-Oxum is “%.*s”, but there are %llu bytes in %zu "
                   "files"),
                 STR_ARG(told), (unsigned long long)n_bytes, n_files);
    }
}

bool
bag_check(const struct bag *bag, const char *path, struct diags *diags)
{
    struct checker checker = {
        .bag = bag, .path = path, .diags = diags, .ok = true};

    check_declaration(&checker);
    check_oxum(&checker);
    check_manifest(&checker, "manifest-sha256.txt", DIGEST_SHA256, true);
    check_manifest(&checker, "manifest-sm3.txt", DIGEST_SM3, true);
    check_manifest(&checker, "tagmanifest-sha256.txt", DIGEST_SHA256, false);
    arena_clear(&checker.arena);
    return checker.ok;
}
