using System.Globalization;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Revisions;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;
using BerryAIGen.Library.Pictures.Matching;
using BerryAIGen.Library.Records;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>The models of the library as they are at one revision of it, for telling which of them pictures name.</summary>
internal sealed class LibraryModels
{
    private const string Civitai = "civitai";

    private static readonly string[] Elsewhere =
    [
        StatusDetails.Quarantined,
        StatusDetails.Trashed,
        StatusDetails.Unreachable,
        StatusDetails.Missing,
    ];

    private readonly ModelMatches _matches;
    private readonly Dictionary<string, Numbers> _byModel;
    private readonly Dictionary<string, Numbers> _byHash;

    private LibraryModels(
        long revision,
        ModelMatches matches,
        Dictionary<string, Numbers> byModel,
        Dictionary<string, Numbers> byHash
    ) => (Revision, _matches, _byModel, _byHash) = (revision, matches, byModel, byHash);

    public long Revision { get; }

    public static async Task<LibraryModels> ReadAsync(
        LibraryContext context,
        BerryLibrary library,
        CancellationToken cancellationToken
    )
    {
        // First: what changes while this reads is read again.
        var revision = await LibraryRevision.ReadAsync(context, cancellationToken);
        var files = await context
            .ModelFiles.AsNoTracking()
            .Where(file => file.ModelVersion!.SourceModel!.Source == Civitai)
            .Select(file => new KnownFile(
                file.Id,
                file.Sha256,
                file.AutoV1,
                file.AutoV3,
                file.Crc32,
                file.Blake3,
                file.ModelVersion!.SourceModel!.SourceId,
                file.ModelVersion.SourceId
            ))
            .ToDictionaryAsync(file => file.Id, cancellationToken);
        var rows = await context
            .Registry.AsNoTracking()
            .Where(row => row.LocalPath != null)
            .Select(row => new
            {
                row.Id,
                row.LocalPath,
                row.Sha256,
                row.StatusDetail,
                row.ModelFileId,
                row.ModelType,
            })
            .ToListAsync(cancellationToken);
        var byModel = new Dictionary<string, Numbers>(StringComparer.Ordinal);
        var models = new List<MatchableModel>(rows.Count);
        foreach (var row in rows)
        {
            var file = row.ModelFileId is { } id ? files.GetValueOrDefault(id) : null;
            // What the source says is of other bytes once the file is another.
            var isOfFile = file is not null && (row.Sha256 is null || file.Sha256 is null || row.Sha256 == file.Sha256);
            if (isOfFile && file!.Numbers is { } numbers)
                byModel[row.Id] = numbers;
            models.Add(
                new MatchableModel(
                    row.Id,
                    row.LocalPath!,
                    isOfFile
                        ? file!.Hashes with
                        {
                            Sha256 = row.Sha256 ?? file.Sha256,
                        }
                        : new RecordedHashes { Sha256 = row.Sha256 },
                    isOfFile ? file!.Numbers?.Version : null,
                    row.StatusDetail is null || !Elsewhere.Contains(row.StatusDetail)
                )
                {
                    Type = row.ModelType is { } type ? ResourceTypes.From(type) : null,
                }
            );
        }

        var byHash = new Dictionary<string, Numbers>(StringComparer.Ordinal);
        foreach (var file in files.Values)
            if (file.Numbers is { } numbers)
                foreach (var form in file.Hashes.Forms())
                    byHash.TryAdd(form, numbers);
        return new LibraryModels(revision, library.PictureFiles.Match(models), byModel, byHash);
    }

    /// <summary>Which of them a picture means.</summary>
    public ModelMatch? Find(RecipeResource resource) => _matches.Find(resource);

    /// <summary>Writes into the row which model it is, and Civitai's numbers as far as a hash or a number proves them.</summary>
    public void Link(PictureModelRow row)
    {
        var match = Find(PictureNames.ResourceOf(row, weight: null));
        var model = match?.Model;
        (row.ModelId, row.IsHere) = (model?.Id, model?.IsHere ?? false);
        (row.MatchedBy, row.Note) = (match?.MatchedBy, match?.Note);
        if (ProvenOf(row, match) is { } numbers)
            (row.FoundModelId, row.FoundVersionId) = (numbers.Model, numbers.Version);
        // What Civitai itself said of the hash stays, whatever the library has now.
        else if (row.Hash is null || row.AskedAt is null)
            (row.FoundModelId, row.FoundVersionId) = (null, null);
    }

    // A name proves nothing: the file may turn out to be another one, and the picture would keep its numbers.
    private Numbers? ProvenOf(PictureModelRow row, ModelMatch? match) =>
        match is { Model: { } model, MatchedBy: not "name" } && _byModel.TryGetValue(model.Id, out var own) ? own
        : row.Hash is not null && _byHash.TryGetValue(row.Hash, out var told) ? told
        : null;

    private readonly record struct Numbers(long Model, long Version);

    private sealed record KnownFile(
        long Id,
        string? Sha256,
        string? AutoV1,
        string? AutoV3,
        string? Crc32,
        string? Blake3,
        string Model,
        string Version
    )
    {
        public RecordedHashes Hashes =>
            new()
            {
                Sha256 = Sha256,
                Blake3 = Blake3,
                Crc32 = Crc32,
                Autov1 = AutoV1,
                TensorSha256 = AutoV3,
            };

        public Numbers? Numbers =>
            long.TryParse(Model, CultureInfo.InvariantCulture, out var model)
            && long.TryParse(Version, CultureInfo.InvariantCulture, out var version)
                ? new Numbers(model, version)
                : null;
    }
}
