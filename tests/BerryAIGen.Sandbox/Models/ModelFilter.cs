using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Models;

/// <summary>Which models a list shows.</summary>
internal static class ModelFilter
{
    private const int Pg = 1;

    /// <summary>What the text search applies itself; everything else comes after it.</summary>
    public static bool Search(SeededModel model, ModelQuery query) =>
        IsListed(model, query)
        && IsMature(model, query)
        && (query.Types is null || query.Types.Contains(model.Spec.Type))
        && Words(query.Query!).All(word => Text(model).Contains(word, StringComparison.OrdinalIgnoreCase));

    public static bool List(SeededModel model, ModelQuery query) =>
        IsListed(model, query)
        && IsMature(model, query)
        && (query.Types is null || query.Types.Contains(model.Spec.Type))
        && Rest(model, query);

    public static bool Rest(SeededModel model, ModelQuery query) =>
        Named(model, query) && Licensed(model, query) && Versioned(model, query);

    private static bool IsListed(SeededModel model, ModelQuery query)
    {
        var spec = model.Spec;
        var isAsked = query.Ids is not null || query.Username is not null;
        return spec is { Status: "Published", Poi: false }
            && spec.Mode != "Archived" == !query.Archived
            && (spec.Availability is "Public" or "EarlyAccess" || (isAsked && spec.Availability == "Unsearchable"));
    }

    // Without nsfw only models that have something at level PG; with it models flagged as minor are left out.
    private static bool IsMature(SeededModel model, ModelQuery query) =>
        query.Nsfw ? !model.Spec.Minor : !model.Spec.Nsfw && (model.NsfwLevel == 0 || (model.NsfwLevel & Pg) != 0);

    private static bool Named(SeededModel model, ModelQuery query) =>
        (query.Ids is null || query.Ids.Contains(model.Id))
        && (query.VersionIds is null || model.Versions.Any(version => query.VersionIds.Contains(version.Id)))
        && (query.Tag is null || model.Spec.Tags.Contains(query.Tag, StringComparer.OrdinalIgnoreCase))
        && (query.Username is null || SameName(model.Spec.Creator, query.Username));

    private static bool Licensed(SeededModel model, ModelQuery query) =>
        (query.CommercialUses is null || query.CommercialUses.Any(model.Spec.AllowCommercialUse.Contains))
        && (query.CheckpointType is null || query.CheckpointType == model.Spec.CheckpointType)
        && (query.Availability is null || query.Availability == model.Spec.Availability)
        && (query.Statuses is null || query.Statuses.Contains(model.Spec.Status))
        && (query.SupportsGeneration != true || ModelJson.SupportsGeneration(model));

    private static bool Versioned(SeededModel model, ModelQuery query) =>
        (query.BaseModels is null || model.Versions.Any(version => query.BaseModels.Contains(version.Spec.BaseModel)))
        && (!query.EarlyAccess || model.Versions.Any(version => version.EarlyAccessEndsAt is not null))
        && (
            query.FileFormats is null
            || model
                .Versions.SelectMany(version => version.Files)
                .Any(file => query.FileFormats.Contains(file.Spec.Format))
        );

    public static bool SameName(string? name, string asked) =>
        name is not null && Slug(name).Equals(Slug(asked), StringComparison.OrdinalIgnoreCase);

    private static string Slug(string name) => name.Replace(" ", "", StringComparison.Ordinal);

    private static string[] Words(string query) => query.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(SeededModel model) =>
        $"{model.Spec.Name} {string.Join(' ', model.Spec.Tags)} {model.Spec.Creator} {string.Join(' ', model.Versions.SelectMany(version => version.Spec.TrainedWords))}";
}
