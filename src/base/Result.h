// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <tl/expected.hpp>

namespace vermilion {

template <typename T> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, QByteArray detail = {}, QByteArray subject = {})
{
    return tl::unexpected<Error>(Error{code, std::move(detail), std::move(subject)});
}

}  // namespace vermilion
