using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows.Services;

/// <summary>Models of the library as the contract tells of resources.</summary>
public sealed class OwnResources(LibraryDatabase database)
{
    // The contract's words for the formats that the library tells apart.
    private static readonly Dictionary<string, string> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["safetensors"] = "safeTensor",
        ["pickle"] = "pickleTensor",
        ["diffusers"] = "diffusers",
        ["onnx"] = "onnx",
    };

    /// <summary>What the library has of it; null when it has none of its files.</summary>
    /// <param name="air">Names a version; its file when it names one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<JsonObject?> FindAsync(Air air, CancellationToken cancellationToken)
    {
        var file = air.FileId?.ToString();
        await using var context = database.CreateContext();
        var row = await context
            .Registry.AsNoTracking()
            .Include(model => model.ModelFile!.ModelVersion!.SourceModel)
            .Where(model => model.Status == ModelStatus.Local && model.ModelFile != null)
            .Where(model => model.ModelFile!.ModelVersion!.SourceId == air.Version)
            .Where(model => model.ModelFile!.ModelVersion!.SourceModel!.SourceId == air.Id)
            .Where(model => model.ModelFile!.ModelVersion!.SourceModel!.Source == air.Source)
            .Where(model => file == null || model.ModelFile!.SourceId == file)
            .OrderBy(model => model.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : Document(row, row.ModelFile!, air);
    }

    private static JsonObject Document(ModelRow row, ModelFileRow file, Air air) =>
        new()
        {
            ["air"] = file.ModelVersion!.Air ?? air.ToString(),
            ["size"] = row.DiskUsage ?? row.Size ?? file.SizeBytes ?? 0,
            ["hashes"] = Hashes(row, file),
            // Files of the library are not given out.
            ["downloadUrls"] = new JsonArray(),
            ["resourceName"] = file.ModelVersion.SourceModel!.Name,
            ["versionName"] = file.ModelVersion.Name,
            ["checkPermission"] = false,
            // Workers that take models come with those that have them.
            ["canGenerate"] = false,
            ["requiresAuthorization"] = false,
            ["fileFormat"] = Formats.GetValueOrDefault(row.Format ?? "", "unknown"),
            ["hasMatureContentRestriction"] = false,
            ["hasNSFWContentRestriction"] = false,
            ["availability"] = new JsonObject { ["status"] = "unsupported" },
        };

    private static JsonObject Hashes(ModelRow row, ModelFileRow file)
    {
        var hashes = new JsonObject();
        foreach (
            var (name, hash) in ((string, string?)[])
                [
                    ("SHA256", row.Sha256 ?? file.Sha256),
                    ("AutoV1", file.AutoV1),
                    ("AutoV2", row.AutoV2 ?? file.AutoV2),
                    ("AutoV3", file.AutoV3),
                    ("CRC32", file.Crc32),
                    ("BLAKE3", file.Blake3),
                ]
        )
            if (hash is not null)
                hashes[name] = hash.ToUpper(CultureInfo.InvariantCulture);
        return hashes;
    }
}
