using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Library.Sidecars;

/// <summary>Fills in what we do not know ourselves with what other applications wrote beside a file.</summary>
internal static class SidecarCompletion
{
    /// <summary>What <see cref="IdentifiedFile.MatchedBy"/> says when no hash was known, and a sidecar is.</summary>
    public const string MatchedBy = "sidecar";

    public static FolderListing Complete(this ForeignSidecars sidecars, FolderListing listing)
    {
        List<string> problems = [];
        var models = listing.Models.Select(model => sidecars.Complete(model, problems)).ToArray();
        return new FolderListing(models, [.. listing.Warnings, .. problems]);
    }

    /// <summary>The hash did not tell; what lies beside the file is a claim, and says so.</summary>
    public static IdentifiedFile Complete(this ForeignSidecars sidecars, IdentifiedFile file)
    {
        if (
            file.IsFound
            || sidecars.Read(file.Path).Facts is not { } facts
            || (facts.ModelId ?? facts.VersionId) is null
        )
            return file;
        return file with
        {
            ModelId = facts.ModelId,
            VersionId = facts.VersionId,
            ModelName = facts.ModelName,
            VersionName = facts.VersionName,
            BaseModel = facts.BaseModel,
            MatchedBy = MatchedBy,
        };
    }

    private static ListedModel Complete(this ForeignSidecars sidecars, ListedModel model, List<string> problems)
    {
        if (model is { ModelId: not null } or { VersionId: not null })
            return model;
        var found = sidecars.Read(model.Path);
        problems.AddRange(found.Problems);
        var facts = found.Facts;
        var isNamed = model.Name != Path.GetFileNameWithoutExtension(model.Path);
        return model with
        {
            Name = isNamed ? model.Name : facts.ModelName ?? model.Name,
            BaseModel = model.BaseModel ?? facts.BaseModel,
            ModelId = facts.ModelId,
            VersionId = facts.VersionId,
        };
    }
}
