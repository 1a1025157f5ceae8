using BerryAIGen.Database.Models;
using BerryAIGen.Library.Catalog;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>Brings the tables of models, versions and files up to what the records beside models say; one look per batch.</summary>
internal sealed class SourceWriter(LibraryContext context, DateTime now)
{
    private readonly Dictionary<(string, string), SourceModelRow> _models = [];
    private readonly Dictionary<(SourceModelRow, string), ModelVersionRow> _versions = [];
    private readonly Dictionary<(ModelVersionRow, string), ModelFileRow> _files = [];

    /// <summary>Reads the rows that a batch will need.</summary>
    public async Task ReadAsync(IEnumerable<SourceRecord> records, CancellationToken cancellationToken)
    {
        var ids = records.Select(record => record.Model).Distinct().ToArray();
        if (ids.Length == 0)
            return;
        var known = await context
            .SourceModels.Include(model => model.Versions)
                .ThenInclude(version => version.Files)
            .Where(model => ids.Contains(model.SourceId))
            .AsSplitQuery()
            .ToListAsync(cancellationToken);
        foreach (var model in known)
        {
            _models[(model.Source, model.SourceId)] = model;
            foreach (var version in model.Versions)
            {
                _versions[(model, version.SourceId)] = version;
                foreach (var file in version.Files)
                    _files[(version, file.SourceId)] = file;
            }
        }
    }

    /// <summary>The row of the file, added when there is none.</summary>
    public ModelFileRow Of(SourceRecord record, ModelDescription description)
    {
        var model = ModelOf(record);
        var version = VersionOf(model, record);
        if (!_files.TryGetValue((version, record.File), out var file))
        {
            file = new ModelFileRow
            {
                SourceId = record.File,
                ModelVersion = version,
                Name = Path.GetFileName(description.Model.Path),
            };
            context.ModelFiles.Add(file);
            _files[(version, record.File)] = file;
        }

        file.Name = record.FileBody?["name"]?.ToString() ?? file.Name;
        file.Body = record.FileBody?.ToJsonString() ?? file.Body;
        SetHashes(file, description);
        return file;
    }

    private SourceModelRow ModelOf(SourceRecord record)
    {
        if (!_models.TryGetValue((record.Source, record.Model), out var model))
        {
            model = new SourceModelRow
            {
                Source = record.Source,
                SourceId = record.Model,
                Name = record.ModelName,
            };
            context.SourceModels.Add(model);
            _models[(record.Source, record.Model)] = model;
        }

        (model.Name, model.UpdatedAt) = (record.ModelName, now);
        model.Type = record.ModelType ?? model.Type;
        model.Creator = record.Creator ?? model.Creator;
        model.Body = record.ModelBody?.ToJsonString() ?? model.Body;
        return model;
    }

    private ModelVersionRow VersionOf(SourceModelRow model, SourceRecord record)
    {
        if (!_versions.TryGetValue((model, record.Version), out var version))
        {
            version = new ModelVersionRow
            {
                SourceId = record.Version,
                SourceModel = model,
                Name = record.VersionName,
            };
            context.ModelVersions.Add(version);
            _versions[(model, record.Version)] = version;
        }

        (version.Name, version.UpdatedAt) = (record.VersionName, now);
        version.BaseModel = record.BaseModel ?? version.BaseModel;
        version.Air = record.Air ?? version.Air;
        version.Body = record.VersionBody?.ToJsonString() ?? version.Body;
        return version;
    }

    // A source tells of the bytes that it offers; those here may be others by now, and then only what was said counts.
    private static void SetHashes(ModelFileRow file, ModelDescription description)
    {
        file.Sha256 = description.ClaimedSha256 ?? description.Hashes?.Sha256 ?? file.Sha256;
        file.SizeBytes ??= description.Model.SizeBytes;
        file.AutoV2 = file.Sha256?[..10] ?? file.AutoV2;
        if (description.Hashes is not { } hashes || hashes.Sha256 != file.Sha256)
            return;
        file.AutoV1 = hashes.Autov1 ?? file.AutoV1;
        file.AutoV3 = hashes.TensorSha256?[..12] ?? file.AutoV3;
        file.Crc32 = hashes.Crc32 ?? file.Crc32;
        file.Blake3 = hashes.Blake3 ?? file.Blake3;
    }
}
