using System.Globalization;
using System.Text;
using System.Text.Json;
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

    /// <summary>Writes the file of a provider; <see cref="ProviderCatalog.Save"/> checks it before.</summary>
    /// <exception cref="LibraryException">There is no place for it, or the disk refuses.</exception>
    internal void Save(string id, byte[] file)
    {
        var folder = Folder();
        OnDisk(
            "saved",
            id,
            folder,
            () =>
            {
                Directory.CreateDirectory(folder);
                AtomicFile.Write(Find(id) ?? Path.Combine(folder, $"{id}.json"), file);
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
