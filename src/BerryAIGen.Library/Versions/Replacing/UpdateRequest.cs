using BerryAIGen.Library.Versions.Checking;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>Which models are brought up to their newest version, and how.</summary>
public sealed record UpdateRequest
{
    /// <summary>Models and folders; none means the models folder of the settings.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>What becomes of the replaced files. Default: they can come back, and applications do not see them.</summary>
    public OldVersion Old { get; init; } = OldVersion.Store;

    /// <summary>The new file gets the name of the old one, so that what names it goes on working.</summary>
    public bool KeepsName { get; init; }

    /// <summary>Also versions in early access, for an account that bought it.</summary>
    public bool TakesEarlyAccess { get; init; }

    /// <summary>Also files that changed at the source without a new version.</summary>
    public bool TakesChanged { get; init; }

    /// <summary>Download although a scan says that it is dangerous.</summary>
    public bool AcceptsDanger { get; init; }

    /// <summary>SHA-256 of files that somebody else computed, by path; for what no record beside the files knows.</summary>
    public IReadOnlyDictionary<string, string> KnownHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>Only say what would be done.</summary>
    public bool IsDryRun { get; init; }

    /// <exception cref="LibraryException">Two wishes contradict each other.</exception>
    public void Check()
    {
        if (KeepsName && Old == OldVersion.Keep)
            throw new LibraryException(
                FailureCode.Usage,
                "Two files cannot have one name: let the old version go to the store or the trash, or leave the new one its own name."
            );
    }

    /// <summary>What of a finding is wanted, the most wanted first; the others are for when the source refuses it.</summary>
    internal IReadOnlyList<OfferedUpdate> WantedOf(UpdateFinding finding)
    {
        OfferedUpdate?[] offers = finding.State switch
        {
            UpdateState.UpdateAvailable or UpdateState.EarlyAccess =>
            [
                TakesEarlyAccess ? finding.EarlyAccess : null,
                finding.Update,
            ],
            UpdateState.ChangedUpstream when TakesChanged => [finding.Replacement],
            _ => [],
        };
        return [.. offers.OfType<OfferedUpdate>()];
    }
}
