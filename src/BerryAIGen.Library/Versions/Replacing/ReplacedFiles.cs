using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>Where replaced files wait: the versions of their folder, or its trash. Every step can be taken again after a crash.</summary>
internal sealed class ReplacedFiles(KeptFiles versions, KeptFiles trash)
{
    public static string PlaceOf(OldVersion old) =>
        old == OldVersion.Trash ? KeptKind.Trash.Word : KeptKind.Versions.Word;

    /// <summary>Takes a file away with all that belongs to it, unless that was done before.</summary>
    /// <returns>Why it stays; null when it is away.</returns>
    public async Task<Failure?> PutAsync(RecordRoot root, LeavingFile leaving, string reason)
    {
        if (Find(root, leaving) is not null)
            return null;
        var path = Path.Combine(root.Path, leaving.Path);
        return (
            await Of(leaving).PutAsAsync(path, leaving.Item, reason, CancellationToken.None).ConfigureAwait(false)
        ).Failure;
    }

    /// <summary>Brings a file back, unless that was done before.</summary>
    /// <returns>Why it stays away, or what a person should know.</returns>
    public async Task<(Failure? Failure, string? Note)> RestoreAsync(RecordRoot root, LeavingFile leaving)
    {
        if (Find(root, leaving) is null)
            return (null, null);
        var outcomes = await Of(leaving)
            .RestoreAsync([leaving.Item], RootOf(root, leaving), CancellationToken.None)
            .ConfigureAwait(false);
        return (outcomes[0].Failure, outcomes[0].Note);
    }

    /// <summary>The item that waits; null when nothing does.</summary>
    public KeptItem? Find(RecordRoot root, LeavingFile leaving) =>
        Of(leaving).Find(leaving.Item, RootOf(root, leaving));

    // A link waits in the record of its own root.
    private static string? RootOf(RecordRoot root, LeavingFile leaving) => leaving.How is null ? root.Path : null;

    private KeptFiles Of(LeavingFile leaving) => leaving.Place == KeptKind.Trash.Word ? trash : versions;
}
