using System.Globalization;
using System.Text;
using System.Text.Json;
using BerryAIGen.Library.Definitions;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Compatibility.Providers;

/// <summary>The providers that a person added: one file each in <c>definitions/providers</c> of the configuration folder.</summary>
public sealed class ProviderFolderFiles
{
    private readonly string? _folder;

    internal ProviderFolderFiles(string? configurationFolder)
    {
        ConfigurationFolder = configurationFolder;
        _folder = configurationFolder is null ? null : Path.Combine(configurationFolder, "definitions", "providers");
    }

    internal string? ConfigurationFolder { get; }

    /// <summary>The file of a provider; null when it is a shipped one, or none.</summary>
    public string? Find(string id) =>
        !Directory.Exists(_folder)
            ? null
            : Directory
                .EnumerateFiles(_folder, "*.json")
                .Order(StringComparer.Ordinal)
                .LastOrDefault(path => IdIn(path) == id);

    /// <summary>Checks it as a file of it would be checked, and writes that file.</summary>
    /// <exception cref="LibraryException">It is none, there is no place for it, or the disk refuses.</exception>
    public void Save(ProviderDefinition provider)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(provider, ProviderJson.Default.ProviderDefinition);
        try
        {
            using var stream = new MemoryStream(bytes);
            DefinitionFiles<ProviderDefinition>.Read(
                stream,
                ProviderJson.Default.ProviderDefinition,
                ProviderCatalog.Check
            );
        }
        catch (JsonException wrong)
        {
            throw new LibraryException(FailureCode.Usage, $"That is no provider: {wrong.Message}", wrong);
        }

        var folder = Folder();
        OnDisk(
            "saved",
            provider.Id,
            folder,
            () =>
            {
                Directory.CreateDirectory(folder);
                AtomicFile.Write(Find(provider.Id) ?? Path.Combine(folder, $"{provider.Id}.json"), bytes);
            }
        );
    }

    /// <summary>Takes the file of a provider away; a shipped one of the same id counts again.</summary>
    /// <exception cref="LibraryException">No file describes it, or the disk refuses.</exception>
    public void Delete(string id)
    {
        var file =
            Find(id)
            ?? throw new LibraryException(
                FailureCode.Conflict,
                $"\"{id}\" comes with the program; only providers that were added can be deleted."
            );
        OnDisk("deleted", id, Folder(), () => File.Delete(file));
    }

    /// <summary>Changes whenever a file does.</summary>
    internal string Stamp()
    {
        if (!Directory.Exists(_folder))
            return "";
        var stamp = new StringBuilder();
        foreach (
            var file in new DirectoryInfo(_folder)
                .EnumerateFiles("*.json")
                .OrderBy(file => file.Name, StringComparer.Ordinal)
        )
            stamp.Append(CultureInfo.InvariantCulture, $"{file.Name}/{file.Length}/{file.LastWriteTimeUtc.Ticks};");
        return stamp.ToString();
    }

    private static void OnDisk(string done, string id, string folder, Action work)
    {
        try
        {
            work();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(
                FailureCode.Disk,
                $"The provider \"{id}\" cannot be {done}: {ex.Message.TrimEnd('.')}. The program must be allowed to write in {folder}.",
                ex
            );
        }
    }

    private string Folder() =>
        _folder
        ?? throw new LibraryException(
            FailureCode.Usage,
            "There is no folder for providers of your own: set XDG_CONFIG_HOME or HOME."
        );

    // A file that cannot be read has no id; the catalog tells of it.
    private static string? IdIn(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
