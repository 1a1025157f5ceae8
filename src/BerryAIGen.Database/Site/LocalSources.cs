using System.Collections.Frozen;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site;

/// <summary>Gives local files that no source knows a model, a version and a file of their own, so that they have numbers.</summary>
public sealed class LocalSources(LibraryDatabase database, TimeProvider time)
{
    private const string Source = "local";
    private const int Batch = 200;

    // Our words for what a file is, in Civitai's.
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["main"] = "Checkpoint",
        ["lora"] = "LORA",
        ["vae"] = "VAE",
        ["embedding"] = "TextualInversion",
        ["controlnet"] = "Controlnet",
        ["t2i_adapter"] = "Controlnet",
        ["upscaler"] = "Upscaler",
        ["hypernetwork"] = "Hypernetwork",
        ["motion_module"] = "MotionModule",
        ["text_encoder"] = "TextEncoder",
        ["clip_vision"] = "CLIPVision",
        ["detector"] = "Detection",
        ["llm"] = "LLM",
    }.ToFrozenDictionary();

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        while (await WrittenByOther.RetryAsync(() => AddSomeAsync(cancellationToken))) { }
    }

    private async Task<bool> AddSomeAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        // What a provider holds in a store of its own has no root, and cannot be given away as a file.
        var rows = await context
            .Registry.Where(row =>
                row.Status == ModelStatus.Local && row.LocalPath != null && row.Root != null && row.ModelFileId == null
            )
            .OrderBy(row => row.Id)
            .Take(Batch)
            .ToListAsync(cancellationToken);
        var ids = rows.Select(row => row.Id).ToArray();
        var known = await context
            .SourceModels.Include(model => model.Versions)
                .ThenInclude(version => version.Files)
            .Where(model => model.Source == Source && ids.Contains(model.SourceId))
            .ToDictionaryAsync(model => model.SourceId, cancellationToken);
        foreach (var row in rows)
        {
            // One that had a source for a while, or was away, has its numbers still.
            row.ModelFile =
                known.GetValueOrDefault(row.Id)?.Versions.SelectMany(version => version.Files).FirstOrDefault()
                ?? Add(context, row);
        }

        await context.SaveChangesAsync(cancellationToken);
        return rows.Count == Batch;
    }

    private ModelFileRow Add(LibraryContext context, ModelRow row)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var file = new ModelFileRow
        {
            SourceId = row.Id,
            Name = Path.GetFileName(row.LocalPath!),
            SizeBytes = row.DiskUsage ?? row.Size,
            Sha256 = row.Sha256,
            AutoV2 = row.AutoV2,
            ModelVersion = new ModelVersionRow
            {
                SourceId = row.Id,
                Name = row.Variant ?? "local",
                BaseModel = row.BaseModel,
                UpdatedAt = now,
                SourceModel = new SourceModelRow
                {
                    Source = Source,
                    SourceId = row.Id,
                    Name = row.Name,
                    Type = Types.GetValueOrDefault(row.ModelType ?? "", "Other"),
                    Creator = row.Creator,
                    UpdatedAt = now,
                },
            },
        };
        context.ModelFiles.Add(file);
        return file;
    }
}
