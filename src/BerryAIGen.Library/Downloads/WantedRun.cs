using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Turns;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads;

/// <summary>One file that a reference means, and the source that knows it.</summary>
internal sealed record WantedFile(Reference Reference, ISource Source, RemoteFile File)
{
    /// <summary>What was given beside the reference; null for nothing.</summary>
    public GivenChecksum? Checksum { get; init; }

    /// <summary>The same with what only asking tells.</summary>
    public async Task<WantedFile> ProbeAsync(CancellationToken cancellationToken) =>
        this with
        {
            File = await Source.ProbeAsync(File, cancellationToken).ConfigureAwait(false),
        };

    /// <summary>The same as it stands now: it may have waited for its turn until its refusal ended.</summary>
    public WantedFile At(DateTimeOffset now) => this with { File = File.At(now) };

    /// <summary>The same, held to the hash that a person knows.</summary>
    public WantedFile Checked() => this with { File = GivenChecksum.Apply(Reference, File, Checksum) };
}

/// <summary>Plans and runs one file, alone under its name: whoever had to wait plans anew, because the other may have brought it.</summary>
internal sealed class WantedRun(
    DownloadPlanner planner,
    FileRun run,
    DownloadTurns turns,
    WantedFile wanted,
    DownloadRequest request,
    IProgress<DownloadProgress>? progress
)
{
    public async Task<DownloadItem> RunAsync(CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
        var (name, hasWaited) = await turns.NameAsync(plan.TargetPath, cancellationToken).ConfigureAwait(false);
        using var _ = name;
        if (hasWaited)
            plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
        using var host = await turns.HostAsync(plan.File.Address, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (await run.RunAsync(plan, wanted.Source, progress, cancellationToken).ConfigureAwait(false) is { } item)
                return item;
            plan = await AfterOtherAsync(plan, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<PlannedFile> PlanAsync(CancellationToken cancellationToken)
    {
        var plan = await planner
            .PlanAsync(wanted.Reference, wanted.File, request, cancellationToken)
            .ConfigureAwait(false);
        return
            plan is { Present: null, File.Hashes.Sha256: null }
            && await OtherRun.FindPublishedBeforeAsync(plan, cancellationToken).ConfigureAwait(false) is { } published
            ? plan with
            {
                Present = published,
                Refusal = null,
            }
            : plan;
    }

    private async Task<PlannedFile> AfterOtherAsync(PlannedFile before, CancellationToken cancellationToken)
    {
        await run.WaitForOtherAsync(before, progress, cancellationToken).ConfigureAwait(false);
        var plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
        var published = plan.Present is null
            ? await OtherRun.FindPublishedAsync(before, cancellationToken).ConfigureAwait(false)
            : null;
        return published is null ? plan : plan with { Present = published, Refusal = null };
    }
}
