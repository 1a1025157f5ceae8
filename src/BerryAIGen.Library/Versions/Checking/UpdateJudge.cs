using BerryAIGen.Civitai;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources.Civitai;
using BerryAIGen.Library.Versions.Choices;

namespace BerryAIGen.Library.Versions.Checking;

/// <summary>
/// Says whether a newer version of a model takes the place of a file: for the same base model, of the same variant, with
/// other bytes, and not one that a person does not want. The newest of those that everybody can have is offered.
/// </summary>
/// <param name="choice">What the person wants of the model.</param>
/// <param name="isHere">Whether the file of a version is in the library.</param>
/// <param name="now">Early access ends by the clock.</param>
internal sealed class UpdateJudge(ModelChoice choice, Func<int, FileTraits, bool> isHere, DateTimeOffset now)
{
    /// <param name="local">What is here.</param>
    /// <param name="model">What the source says of its model.</param>
    /// <param name="installed">Its version as the source has it; null when that is gone.</param>
    public UpdateFinding Judge(LocalVersion local, UpstreamModel model, OfferedVersion? installed)
    {
        var upstreamFile = FileOf(local, installed);
        var traits = upstreamFile is null ? local.Traits : FileTraits.Of(upstreamFile);
        var finding = Of(local, model) with
        {
            VersionName = installed?.Name ?? local.VersionName,
            BaseModel = installed?.BaseModel ?? local.BaseModel,
            PublishedAt = installed?.PublishedAt ?? local.PublishedAt,
            Line = $"{local.ModelId}|{installed?.BaseModel ?? local.BaseModel}|{traits}",
            GoneSince = model.GoneSince,
        };
        finding = WithUpstream(finding, local, model, installed, upstreamFile);
        if (choice.Ignored)
            return finding with { State = UpdateState.Ignored, Reason = "you ignore updates of this model" };
        var newer = Newer(local, finding, model, installed, traits);
        if (choice.Pinned.Contains(local.VersionId!.Value))
            return finding with { State = UpdateState.Pinned, Reason = PinnedReason(newer) };
        // What is listed of a model that is gone cannot be had.
        if (model.GoneBecause is not null && newer.Here is null)
            return finding;
        return WithNewer(finding, newer);
    }

    public static UpdateFinding Of(LocalVersion local, UpstreamModel? model) =>
        new(local.Path, UpdateState.Current)
        {
            ModelId = local.ModelId,
            ModelName = model?.Name ?? local.ModelName,
            VersionId = local.VersionId,
            VersionName = local.VersionName,
            BaseModel = local.BaseModel,
            Local = local,
        };

    // By its number, else by its bytes: a file can be replaced under another number.
    private static ModelFile? FileOf(LocalVersion local, OfferedVersion? installed) =>
        installed?.Files.FirstOrDefault(file => file.Id == local.FileId)
        ?? installed?.Files.FirstOrDefault(file => local.Sha256 is not null && Sha256Of(file) == local.Sha256)
        ?? (installed is null ? null : local.Traits.FindIn(installed.Files));

    private static UpdateFinding WithUpstream(
        UpdateFinding finding,
        LocalVersion local,
        UpstreamModel model,
        OfferedVersion? installed,
        ModelFile? file
    )
    {
        if (model.GoneBecause is { } why)
            return Gone(why);
        if (installed is null)
            return Gone($"its source has version {local.VersionId} no more");
        if (installed.Files.Count == 0)
            return Gone($"its source has no files of version {local.VersionId} any more");
        // Of an archive the source knows the hash, of the model that came out of it nobody but us.
        if (file is null || local.Sha256 is null || local.IsUnpacked || Sha256Of(file) is not { } sha256)
            return finding;
        return sha256 == local.Sha256
            ? finding with
            {
                Upstream = UpstreamState.Same,
            }
            : finding with
            {
                State = UpdateState.ChangedUpstream,
                Upstream = UpstreamState.Changed,
                Replacement = Offer(local.ModelId!.Value, installed, file),
                Reason = $"its source has other bytes under version {local.VersionId} now (sha256 {sha256})",
            };

        UpdateFinding Gone(string why) =>
            finding with
            {
                State = UpdateState.GoneUpstream,
                Upstream = UpstreamState.Gone,
                Reason = $"{why}; what is known of it stays",
            };
    }

    private NewerVersions Newer(
        LocalVersion local,
        UpdateFinding finding,
        UpstreamModel model,
        OfferedVersion? installed,
        FileTraits traits
    )
    {
        var newer = new NewerVersions();
        var position = model.Versions.ToList().FindIndex(version => version.Id == local.VersionId);
        var after = model
            .Versions.Where((version, index) => IsAfter(version, index, position, finding.PublishedAt, local.VersionId))
            .OrderByDescending(version => version.PublishedAt ?? DateTimeOffset.MaxValue);
        foreach (var version in after)
        {
            if (!IsSameBase(version, finding.BaseModel, installed?.BaseModelType ?? local.BaseModelType))
                newer.OtherBases.Add(version.BaseModel ?? "another base model");
            else if (choice.IgnoredVersions.Contains(version.Id))
                newer.IgnoredVersions.Add(version.Id);
            else if (traits.FindIn(version.Files) is not { } file)
                newer.WithoutVariant.Add(version.Name ?? $"{version.Id}");
            else if (Sha256Of(file) is { } sha256 && sha256 == local.Sha256)
                continue; // The same bytes under another number are no update.
            else if (isHere(version.Id, traits))
                newer.Here ??= Offer(local.ModelId!.Value, version, file);
            else if (!IsEarly(version))
                newer.Open ??= Offer(local.ModelId!.Value, version, file);
            else if (newer.Open is null)
                newer.Early ??= Offer(local.ModelId!.Value, version, file);
            if (newer.Here is not null)
                break;
        }

        newer.Traits = traits;
        return newer;
    }

    private static bool IsAfter(
        OfferedVersion version,
        int index,
        int position,
        DateTimeOffset? published,
        int? installed
    ) =>
        version.Id != installed
        && (
            version.PublishedAt is { } its && published is { } ours ? its > ours
            : position >= 0 ? index < position
            : version.Id > installed
        );

    private static bool IsSameBase(OfferedVersion version, string? baseModel, string? kind) =>
        string.Equals(version.BaseModel, baseModel, StringComparison.OrdinalIgnoreCase)
        && (
            kind is null
            || version.BaseModelType is null
            || kind.Equals(version.BaseModelType, StringComparison.OrdinalIgnoreCase)
        );

    // Of paid access without an end only the word of the availability tells.
    private bool IsEarly(OfferedVersion version) =>
        version.EarlyAccessEnds is { } end ? end > now : version.IsEarlyAccess;

    private static UpdateFinding WithNewer(UpdateFinding finding, NewerVersions newer)
    {
        // Of several versions that are here only the newest is replaced; a person keeps the others on purpose.
        if (newer.Here is { } here)
            return finding.Upstream is UpstreamState.Gone or UpstreamState.Changed
                ? finding
                : finding with
                {
                    State = UpdateState.NewerHere,
                    Reason = $"{here.VersionName ?? $"version {here.VersionId}"} is here as well",
                };
        finding = finding with { Update = newer.Open, EarlyAccess = newer.Early };
        if (newer.Open is not null)
            return finding with { State = UpdateState.UpdateAvailable, Reason = UpstreamReason(finding) };
        if (newer.Early is { } early)
            return finding with { State = UpdateState.EarlyAccess, Reason = EarlyReason(early) };
        if (finding.Upstream is UpstreamState.Gone or UpstreamState.Changed)
            return finding;
        return finding with { Reason = newer.WhyNone(finding.BaseModel) };
    }

    private static string? UpstreamReason(UpdateFinding finding) =>
        finding.Upstream is UpstreamState.Gone or UpstreamState.Changed ? finding.Reason : null;

    private static string EarlyReason(OfferedUpdate early)
    {
        var until = early.EarlyAccessEnds is { } end ? $" until {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "";
        return $"{early.VersionName ?? $"version {early.VersionId}"} is in early access{until}";
    }

    private static string PinnedReason(NewerVersions newer) =>
        Sentences.Join(
            "you pinned this version",
            (newer.Open ?? newer.Here ?? newer.Early) is { } offer
                ? $"{offer.VersionName ?? $"version {offer.VersionId}"} is newer"
                : null
        )!;

    private static OfferedUpdate Offer(int modelId, OfferedVersion version, ModelFile file) =>
        new()
        {
            ModelId = modelId,
            VersionId = version.Id,
            VersionName = version.Name,
            FileId = file.Id,
            FileName = file.Name,
            SizeBytes = file.SizeBytes,
            Sha256 = Sha256Of(file),
            PublishedAt = version.PublishedAt,
            EarlyAccessEnds = version.EarlyAccessEnds,
        };

    private static string? Sha256Of(ModelFile file) =>
        string.IsNullOrWhiteSpace(file.Hashes?.Sha256) ? null : file.Hashes.Sha256.Trim().ToLowerInvariant();
}
