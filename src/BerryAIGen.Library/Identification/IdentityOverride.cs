using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Identification;

/// <summary>
/// What a person says a model is. It stands in the record beside the file under <c>user</c>, which nothing else writes,
/// and so survives every refresh.
/// </summary>
public sealed record IdentityOverride
{
    internal const string Member = "user";

    public string? Type { get; init; }

    public string? Base { get; init; }

    public string? Format { get; init; }

    public string? Variant { get; init; }

    internal bool IsEmpty => this is { Type: null, Base: null, Format: null, Variant: null };

    /// <summary>The person's words over what the header says.</summary>
    internal Identity Over(Identity header) =>
        header with
        {
            Type = Type ?? header.Type,
            Base = Base ?? header.Base,
            Format = Format ?? header.Format,
            Variant = Variant ?? header.Variant,
            Why = [$"You said so: {Describe()}.", .. header.Why.Select(why => $"The header says: {why}")],
        };

    /// <summary>What stands beside the file; null when nothing does, or the record cannot be read.</summary>
    internal static IdentityOverride? Find(string path)
    {
        try
        {
            var word = SidecarStore.Find(Place(path))?[Member] as JsonObject;
            var found = new IdentityOverride
            {
                Type = Text(word, "type"),
                Base = Text(word, "base"),
                Format = Text(word, "format"),
                Variant = Text(word, "variant"),
            };
            return found.IsEmpty ? null : found;
        }
        catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static void Write(string path, IdentityOverride word)
    {
        RequireModel(path);
        var said = new JsonObject
        {
            ["type"] = word.Type,
            ["base"] = word.Base,
            ["format"] = word.Format,
            ["variant"] = word.Variant,
        };
        foreach (var (name, value) in said.ToArray())
        {
            if (value is null)
                said.Remove(name);
        }

        ToDisk(
            path,
            () =>
                SidecarStore.Write(
                    Place(path),
                    new JsonObject
                    {
                        ["schema_version"] = 1,
                        ["file_name"] = Path.GetFileName(Place(path)),
                        [Member] = said,
                    }
                )
        );
    }

    internal static void Clear(string path)
    {
        RequireModel(path);
        ToDisk(
            path,
            () =>
            {
                if (SidecarStore.Find(Place(path)) is not { } record || record[Member] is not JsonObject word)
                    return;
                foreach (var name in (string[])["type", "base", "format", "variant"])
                    word.Remove(name);
                if (word.Count == 0)
                    record.Remove(Member);
                AtomicFile.WriteJson(Sidecar.PathOf(Place(path)), record);
            }
        );
    }

    private string Describe() =>
        string.Join(
            ", ",
            new[] { ("type", Type), ("base", Base), ("format", Format), ("variant", Variant) }
                .Where(word => word.Item2 is not null)
                .Select(word => $"{word.Item1} {word.Item2}")
        );

    private static string Place(string path) => Path.TrimEndingDirectorySeparator(path);

    private static void RequireModel(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new LibraryException(FailureCode.NotFound, $"{path} does not exist; check the name.");
    }

    private static void ToDisk(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(
                new Failure(FailureCode.Disk, $"{Sidecar.PathOf(path)} cannot be written: {ex.Message}"),
                ex
            );
        }
    }

    private static string? Text(JsonObject? record, string name) =>
        record?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
