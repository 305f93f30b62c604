#include "gen/bulletin/verify.h"

#include "gen/bulletin/edits.h"
#include "gen/bulletin/rebuild.h"

static void
print_whole(const struct parcel *parcel, FILE *out)
{
    uint64_t n_bytes = 0;
    size_t n_files = 0;

    for (size_t i = 0; i < parcel->bag.n_files; i++) {
        if (bag_is_payload(parcel->bag.files[i])) {
            n_bytes += parcel->bag.files[i]->bytes.len;
            n_files++;
        }
    }
    fprintf(out,
            ngettext("%s: %zu file of %llu bytes, as packed\n",
                     "%s: %zu files of %llu bytes, all as packed\n", n_files),
            parcel->path, n_files, (unsigned long long)n_bytes);
}

static void
print_rebuilt(const struct parcel *parcel, FILE *out)
{
    size_t n = 0;

    for (size_t i = 0; i < parcel->record.n_files; i++) {
        n += parcel->record.files[i].role == RECORD_DOCUMENT;
    }
    fprintf(out,
            ngettext("%s: built again, %zu document comes out the same\n",
                     "%s: built again, all %zu documents come out the same\n",
                     n),
            parcel->path, n);
}

bool
verify_run(const struct verify_options *options, FILE *out, struct diags *diags)
{
    struct parcel parcel;
    bool ok = parcel_open(&parcel, options->package, options->home, diags) &&
              parcel_open_documents(&parcel, diags);

    if (ok) {
        print_whole(&parcel, out);
    }
    if (ok && options->rebuild) {
        ok = rebuild_run(&parcel, diags);
        if (ok) {
            print_rebuilt(&parcel, out);
        }
    }
    if (ok && options->against) {
        ok = edits_report(&parcel, options->against, out, diags);
    }
    parcel_close(&parcel);
    return ok;
}
