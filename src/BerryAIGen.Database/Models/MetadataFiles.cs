using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Models;

/// <summary>
/// The metadata of models kept beside them in <c>metadata/</c>: files that may be deleted at any time, because they are
/// made of the registry again.
/// </summary>
internal sealed class MetadataFiles(BerryLibrary library)
{
    /// <summary>The member that tells which state of the row the file was made of.</summary>
    public const string Mark = "updated_at";

    private const string Folder = "metadata";

    /// <summary>What is kept of this state of the row; null when it must be made again.</summary>
    public JsonObject? Find(ModelRow row)
    {
        if (FileOf(row.Id) is not { } file)
            return null;
        try
        {
            return
                File.Exists(file)
                && JsonNode.Parse(File.ReadAllBytes(file)) is JsonObject kept
                && kept[Mark]?.GetValue<double>() == (row.UpdatedAt - DateTime.UnixEpoch).TotalSeconds
                ? kept
                : null;
        }
        catch (Exception ex)
            when (ex
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or InvalidOperationException
                        or FormatException
            )
        {
            return null; // Made again.
        }
    }

    public void Keep(string id, JsonObject metadata)
    {
        if (FileOf(id) is not { } file)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var part = $"{file}.{Guid.NewGuid():N}.part";
            File.WriteAllText(part, metadata.ToJsonString());
            File.Move(part, file, overwrite: true);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // A folder that may not be written to keeps nothing; the answer is the same.
        }
    }

    private string? FileOf(string id)
    {
        try
        {
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..8];
            return Path.Combine(library.ModelsFolder, Folder, $"{ModelIds.SlugOf(id)}.{name}.json");
        }
        catch (LibraryException)
        {
            return null; // No place for models is named; then there is none for this either.
        }
    }
}
