#include "cli/snapshot.hpp"

#include "store/block/backup.hpp"

#include <logbeam/result.hpp>

#include <filesystem>

namespace logbeam::cli {

int run(const SnapshotOptions& options) {
    if (!std::filesystem::is_directory(options.data_dir)) {
        throw Failure{Error{ErrorCode::invalid_option, "--data: '" + options.data_dir + "' is no folder"}};
    }
    if (const auto copied = store::copy_store(options.data_dir, options.to); !copied) throw Failure{copied.error()};
    return 0;
}

}  // namespace logbeam::cli
