using System.Text.Json.Serialization;
using BerryAIGen.Database.Access;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Toolkit.Api.Access;

namespace BerryAIGen.Toolkit.Api.Settings;

/// <summary>The keys for sources, as <c>berry config</c> keeps them; none is ever told.</summary>
internal static class KeyEndpoints
{
    public static void MapSourceKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/settings/keys").WithTags("Settings").RequireScope(AccessScope.Admin);
        group.MapGet("", List).WithSummary("For which sources there is a key, and where it comes from; masked.");
        group
            .MapPut("/{source}", Set)
            .WithSummary("Stores a key in the settings file, which its owner alone can read; it counts at once.");
        group.MapDelete("/{source}", Remove).WithSummary("Takes a stored key away.");
    }

    private static KeysDocument List(StoredSettings settings)
    {
        settings.Refresh();
        return Describe(settings);
    }

    private static KeysDocument Set(string source, KeyWish wish, StoredSettings settings, HttpContext http)
    {
        if (wish.Key is not { } key)
            throw new LibraryException(FailureCode.Usage, "The body needs \"key\".");
        settings.Change(_ => settings.Keys.Set(source, key));
        http.Concerns(source);
        return Describe(settings);
    }

    private static KeysDocument Remove(string source, StoredSettings settings)
    {
        settings.Change(_ => settings.Keys.Remove(source));
        return Describe(settings);
    }

    private static KeysDocument Describe(StoredSettings settings) =>
        new([.. settings.Keys.List().Select(KeyDocument.Of)]);
}

/// <param name="Keys">One row for each source that takes a key.</param>
public sealed record KeysDocument(IReadOnlyList<KeyDocument> Keys);

/// <param name="Source">What <c>PUT</c> and <c>DELETE</c> call it.</param>
/// <param name="Name">Whom it is for.</param>
/// <param name="Set">Whether there is one.</param>
/// <param name="From"><c>environment</c> or <c>file</c>; null when there is none.</param>
/// <param name="Origin">The variable, or the setting and its file.</param>
/// <param name="Masked"><c>***</c>, with the last four letters of a long one.</param>
/// <param name="Stored">Whether one is stored; it counts where the environment has none.</param>
public sealed record KeyDocument(
    string Source,
    string Name,
    bool Set,
    string? From,
    string? Origin,
    string? Masked,
    bool Stored
)
{
    internal static KeyDocument Of(SourceKey key) =>
        new(
            key.Source,
            key.Name,
            key.Masked is not null,
            key.Masked is null ? null
                : key.IsFromEnvironment ? "environment"
                : "file",
            key.Origin,
            key.Masked,
            key.IsStored
        );
}

/// <param name="Key">The key as the source gave it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KeyWish(string? Key)
{
    /// <summary>Without the key: a record prints what it holds.</summary>
    public override string ToString() => nameof(KeyWish);
}
