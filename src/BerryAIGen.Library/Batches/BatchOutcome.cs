using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Batches;

/// <summary>What became of a batch.</summary>
/// <param name="Items">One per file or broken entry, in the file's order.</param>
/// <param name="Elapsed">From the first entry to the last.</param>
/// <param name="Target">Where files went that said nothing themselves.</param>
public sealed record BatchOutcome(IReadOnlyList<DownloadItem> Items, TimeSpan Elapsed, DownloadTarget Target)
{
    /// <summary>How many there are of each state that occurs, in the order of the states.</summary>
    public IReadOnlyList<StateCount> States =>
        [
            .. Items
                .GroupBy(item => item.State)
                .OrderBy(group => group.Key)
                .Select(group => new StateCount(
                    group.Key,
                    group.Count(),
                    group.Sum(item => item.SizeBytes ?? 0),
                    group.Sum(item => item.TransferredBytes)
                )),
        ];
}

/// <summary>The items of one state together.</summary>
/// <param name="State">The state.</param>
/// <param name="Count">How many items.</param>
/// <param name="Bytes">The sizes of their files, as far as known.</param>
/// <param name="TransferredBytes">What came over the network for them.</param>
public sealed record StateCount(DownloadState State, int Count, long Bytes, long TransferredBytes);
