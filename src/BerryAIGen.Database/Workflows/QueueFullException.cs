using BerryAIGen.Library;

namespace BerryAIGen.Database.Workflows;

/// <summary>The caller has as many workflows waiting as one caller may.</summary>
public sealed class QueueFullException(int limit)
    : LibraryException(
        new Failure(
            FailureCode.Conflict,
            $"{limit} of your workflows have not ended yet, which is the most; wait for one, or cancel one.",
            IsRetryable: true
        )
    );
