using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads;

/// <summary>
/// A complete part that must not be published is evidence: it is kept as <c>….rejected</c>, where no run resumes from it,
/// and the next one of the same file takes its place. What is a copy of something on this machine is none.
/// </summary>
internal static class RejectedPart
{
    public static DownloadItem Keep(PlannedFile plan, DownloadItem item, string partPath, Failure failure)
    {
        if (!plan.KeepsRejected)
        {
            File.Delete(partPath);
            PartJournal.Delete(partPath);
            return DownloadItems.Stopped(item, failure) with { Path = null };
        }

        var kept = Path.ChangeExtension(partPath, ".rejected");
        File.Move(partPath, kept, overwrite: true);
        PartJournal.Delete(partPath);
        var told = failure with { Message = $"{failure.Message} The bytes are kept in {kept}." };
        return DownloadItems.Stopped(item, told) with { Path = null };
    }
}
