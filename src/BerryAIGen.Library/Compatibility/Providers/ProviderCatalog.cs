using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Compatibility.Providers;

/// <summary>All providers: the shipped ones, and those of the user's folder over them by id.</summary>
public sealed class ProviderCatalog
{
    private readonly ProviderFolderFiles _files;
    private readonly Lock _reading = new();
    private volatile Reading _now;

    private ProviderCatalog(string? configurationFolder)
    {
        _files = new ProviderFolderFiles(configurationFolder);
        _now = Read(_files.Stamp());
    }

    /// <summary>By id.</summary>
    public IReadOnlyList<ProviderDefinition> All => _now.Names.All;

    /// <summary>Files of the user, and aliases in them, that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings => _now.Warnings;

    /// <summary>The files of the user.</summary>
    public ProviderFolderFiles Files => _files;

    /// <param name="configurationFolder">Holds <c>definitions/providers/*.json</c>; null for none.</param>
    public static ProviderCatalog Load(string? configurationFolder) => new(configurationFolder);

    /// <summary>By id or alias; null when there is none.</summary>
    public ProviderDefinition? Find(string name) => _now.Names.Find(name.Trim());

    /// <summary>By id or alias.</summary>
    /// <exception cref="LibraryException">There is none; the message names those that there are.</exception>
    public ProviderDefinition Get(string name) =>
        Find(name)
        ?? throw new LibraryException(
            FailureCode.NotFound,
            $"There is no provider \"{name}\"; use one of {string.Join(", ", All.Select(one => one.Id))}."
        );

    /// <summary>Reads what would be a file of a provider.</summary>
    /// <exception cref="LibraryException">It is none; the message says what is wrong with it.</exception>
    public static ProviderDefinition Read(byte[] file)
    {
        try
        {
            using var stream = new MemoryStream(file);
            return DefinitionFiles<ProviderDefinition>.Read(
                stream,
                ProviderJson.Default.ProviderDefinition,
                ProviderCheck.RunNew
            );
        }
        catch (JsonException wrong)
        {
            throw new LibraryException(FailureCode.Usage, $"That is no provider: {wrong.Message}", wrong);
        }
    }

    /// <summary>Adds a provider, or changes one: it becomes a file of the user, once all of it is as a file has to be.</summary>
    /// <exception cref="LibraryException">It is none, its names are another one's, or there is no place for it.</exception>
    public void Save(ProviderDefinition provider)
    {
        var file = JsonSerializer.SerializeToUtf8Bytes(provider, ProviderJson.Default.ProviderDefinition);
        var saved = Read(file);
        // Of two that ask for one name at once the second finds it taken.
        lock (_reading)
        {
            Refresh();
            foreach (var name in saved.Aliases.Prepend(saved.Id))
            {
                if (Find(name) is { } other && other.Id != saved.Id)
                    throw new LibraryException(
                        FailureCode.Conflict,
                        $"\"{name}\" is a name of {other.Name} already; choose another one."
                    );
            }

            _files.Save(saved.Id, file);
            Refresh();
        }
    }

    /// <summary>Takes the user's file of a provider away.</summary>
    /// <exception cref="LibraryException">No file of the user describes it.</exception>
    public void Delete(string id)
    {
        _files.Delete(id);
        Refresh();
    }

    /// <summary>Reads the user's files again when one of them came, changed or went.</summary>
    public void Refresh()
    {
        var stamp = _files.Stamp();
        if (stamp == _now.Stamp)
            return;
        lock (_reading)
        {
            if (stamp != _now.Stamp)
                _now = Read(stamp);
        }
    }

    private Reading Read(string stamp)
    {
        var claimed = new DefinitionNames("provider");
        var definitions = DefinitionFiles<ProviderDefinition>.Load(
            "providers",
            "provider",
            _files.ConfigurationFolder,
            ProviderJson.Default.ProviderDefinition,
            ProviderCheck.Run,
            provider => claimed.Claim(provider.Id, provider.Aliases)
        );
        var names = new ProviderNames(definitions, _files);
        return new Reading(names, [.. definitions.Warnings, .. names.Warnings], stamp);
    }

    private sealed record Reading(ProviderNames Names, IReadOnlyList<string> Warnings, string Stamp);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(ProviderDefinition))]
internal sealed partial class ProviderJson : JsonSerializerContext;
