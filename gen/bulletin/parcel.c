#include "gen/bulletin/parcel.h"

#include "gen/bulletin/pack.h"
#include "gen/opc/package.h"
#include "gen/opc/xml.h"

const char *
parcel_path(struct parcel *parcel, const struct record_file *file)
{
    return arena_strf(&parcel->arena, "%s/%.*s", parcel->path,
                      STR_ARG(file->file->path))
        .ptr;
}

static bool
is_recorded(const struct parcel *parcel, const struct bag_file *file)
{
    for (size_t i = 0; i < parcel->record.n_files; i++) {
        if (parcel->record.files[i].file == file) {
            return true;
        }
    }
    return false;
}

static bool
check_recorded(const struct parcel *parcel, struct diags *diags)
{
    bool ok = true;

    for (size_t i = 0; i < parcel->bag.n_files; i++) {
        const struct bag_file *file = parcel->bag.files[i];
        struct location at = {.path = parcel->path, .place = file->path.ptr};

        if (bag_is_payload(file) && !is_recorded(parcel, file)) {
            ok = diag_error(diags, at, _("is not listed in %s"),
                            "metadata/record.xml");
        }
    }
    return ok;
}

bool
parcel_open(struct parcel *parcel, const char *path, const char *home,
            struct diags *diags)
{
    const char *data;
    bool ok;

    *parcel = (struct parcel){.path = path};
    data = arena_strf(&parcel->arena, "%s/data", home).ptr;
    ok = bag_read(&parcel->bag, path, &parcel->arena, diags);
    if (!ok && parcel->bag.n_files == 0) {
        return false;
    }
    ok = !diags->system_failed && bag_check(&parcel->bag, path, diags) && ok;
    return ok && record_check(&parcel->bag, path, data, diags) &&
           record_read(&parcel->record, &parcel->bag, path, diags) &&
           check_recorded(parcel, diags);
}

void
parcel_close(struct parcel *parcel)
{
    bag_clear(&parcel->bag);
    arena_clear(&parcel->arena);
    *parcel = (struct parcel){.path = NULL};
}

static bool
open_part(struct package *package, struct str name, struct diags *diags)
{
    struct arena arena = {0};
    struct str bytes;
    bool ok = package_read(package, name, &arena, &bytes, diags);

    if (ok && (str_ends_with(name, STR(".xml")) ||
               str_ends_with(name, STR(".rels")))) {
        xmlDoc *doc = xml_parse(bytes, package_at(package, name), diags);

        ok = doc != NULL;
        xml_free(doc);
    }
    arena_clear(&arena);
    return ok;
}

static bool
open_document(struct parcel *parcel, const struct record_file *file,
              struct diags *diags)
{
    struct package *package = package_open_bytes(
        file->file->bytes, parcel_path(parcel, file), NULL, diags);
    bool ok = package != NULL;

    for (size_t i = 0; package && i < package_n_parts(package); i++) {
        ok = open_part(package, package_part_name(package, i), diags) && ok;
    }
    package_close(package);
    return ok;
}

static bool
is_ofd(struct str bytes)
{
    struct diags diags = {0};
    struct package *package = str_starts_with(bytes, STR("PK"))
                                  ? package_open_bytes(bytes, "", NULL, &diags)
                                  : NULL;
    bool is = package && package_find(package, STR("/OFD.xml")).ptr;

    package_close(package);
    diags_clear(&diags);
    return is;
}

bool
parcel_is_stamped_copy(struct str bytes)
{
    static const struct str starts[] = {
        {"%PDF-", 5},      {"\xFF\xD8\xFF", 3}, {"\x89PNG\r\n\x1A\n", 8},
        {"II\x2A\x00", 4}, {"MM\x00\x2A", 4},
    };

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (str_starts_with(bytes, starts[i])) {
            return true;
        }
    }
    return is_ofd(bytes);
}

bool
parcel_open_documents(struct parcel *parcel, struct diags *diags)
{
    bool ok = true;

    for (size_t i = 0; i < parcel->record.n_files; i++) {
        const struct record_file *file = &parcel->record.files[i];
        struct location at = {.path = parcel->path,
                              .place = file->file->path.ptr};

        if (file->role == RECORD_DOCUMENT) {
            ok = open_document(parcel, file, diags) && ok;
        } else if (file->role == RECORD_SEALED &&
                   !parcel_is_stamped_copy(file->file->bytes)) {
            ok = diag_error(diags, at, _("is no PDF, OFD or scan"));
        }
    }
    return ok;
}
