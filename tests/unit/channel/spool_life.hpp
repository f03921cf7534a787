#pragma once

#include "channel/spool_file.hpp"
#include "unit/channel/batches.hpp"
#include "unit/channel/reports.hpp"
#include "unit/channel/temp_folder.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace logbeam::channel {

// One life of a program: a spool over the file. Its end is a crash: nothing is tidied up.
struct Life {
    explicit Life(const std::string& path, Reports& reports) : file{path, reports.reporter} {
        recovered = file.take_recovered();
        for (const auto& batch : recovered) {
            spool.append(batch);
        }
    }

    SpoolFile file;
    Spool spool{64 << 20, &file};
    std::vector<std::shared_ptr<const Batch>> recovered;
};

struct SpoolFileTest : ::testing::Test {
    [[nodiscard]] Life start() { return Life{path, reports}; }
    void leave(const std::vector<BatchSample>& samples) {
        Life run = start();
        for (const BatchSample& sample : samples) {
            run.spool.append(make_batch(sample));
        }
    }

    TempFolder folder;
    std::string path = folder / "spool";
    Reports reports;
};

}  // namespace logbeam::channel
