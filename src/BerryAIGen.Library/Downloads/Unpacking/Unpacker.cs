using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Downloads.Unpacking;

/// <summary>
/// Takes the models out of an archive, all or none: names are cleaned and never used as paths, every model is inspected
/// like a downloaded one, and nothing has its final name before all are right.
/// </summary>
internal sealed class Unpacker(InspectionGate gate)
{
    private const int BufferBytes = 1 << 20;

    // What a person can unpack with another program; the archive itself is whole.
    private static readonly string[] NotForUs = ["Encrypted", "UnsupportedMethod", "ToolMissing"];

    /// <summary>Looks into the complete part of an archive.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="partPath">The part.</param>
    /// <param name="cancellationToken">Stops it; what was taken out is gone then, the part stays.</param>
    public async Task<UnpackOutcome> RunAsync(PlannedFile plan, string partPath, CancellationToken cancellationToken)
    {
        List<UnpackedModel> models = [];
        UnpackOutcome? outcome = null;
        try
        {
            outcome = await Task.Run(() => TakeOutAsync(plan, partPath, models, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return outcome;
        }
        catch (ArchiveException exception) when (NotForUs.Contains(exception.Error.Rule))
        {
            return outcome = UnpackOutcome.Packed($"It stays packed: {exception.Message}");
        }
        catch (ArchiveException exception)
        {
            return outcome = UnpackOutcome.Failed(plan.Name, exception.Message.TrimEnd('.'));
        }
        finally
        {
            if (outcome is null or { Models.Count: 0 })
                Remove(models);
        }
    }

    /// <summary>Deletes what still waits for its name.</summary>
    public static void Remove(IEnumerable<UnpackedModel> models)
    {
        foreach (var model in models)
            File.Delete(model.PartPath);
    }

    private async Task<UnpackOutcome> TakeOutAsync(
        PlannedFile plan,
        string partPath,
        List<UnpackedModel> models,
        CancellationToken cancellationToken
    )
    {
        using var content = ArchiveContent.TryOpen(partPath, plan.Name);
        if (content is null)
            return UnpackOutcome.Packed(null);
        if (content.FindEscape() is { } escape)
            return UnpackOutcome.Failed(plan.Name, escape);
        if (content.Models.Count == 0)
            return UnpackOutcome.Packed("It is an archive without a model in it and stays packed");
        if (content.Models.FirstOrDefault(entry => entry.IsMarkedEncrypted) is { } locked)
            return UnpackOutcome.Packed($"It stays packed: its member '{locked.Name}' is encrypted");
        if (content.FindContradiction() is { } contradiction)
            return UnpackOutcome.Failed(plan.Name, contradiction.TrimEnd('.'));
        var size = content.Models.Sum(entry => Math.Min(entry.SizeBytes ?? 0, long.MaxValue / 1_000_000));
        if (FreeSpace.Check($"{partPath}.models", plan.Folder, $"the models in {plan.Name}", size) is { } noSpace)
            return new UnpackOutcome([], noSpace, null);
        foreach (var entry in content.Models)
        {
            var (model, failure) = await TakeOneAsync(content.Archive, entry, plan, partPath, models, cancellationToken)
                .ConfigureAwait(false);
            if (failure is not null)
                return new UnpackOutcome([], failure, null);
            models[^1] = model!;
        }

        return new UnpackOutcome(
            models,
            null,
            content.Others == 0
                ? null
                : $"{content.Others} other {(content.Others == 1 ? "file of it was" : "files of it were")} left out"
        );
    }

    private async Task<(UnpackedModel? Model, Failure? Failure)> TakeOneAsync(
        ArchiveReader archive,
        ArchiveEntry entry,
        PlannedFile plan,
        string partPath,
        List<UnpackedModel> models,
        CancellationToken cancellationToken
    )
    {
        var name = FileNames.Clean(entry.SafePath!.Split('/')[^1]);
        var path = $"{partPath}.{models.Count}.part";
        // Listed before it is there, so that whatever happens it goes.
        models.Add(new UnpackedModel(name, path, new FileHashes { SizeBytes = 0 }, null));
        if (await CopyAsync(archive, entry, path, cancellationToken).ConfigureAwait(false) is { } problem)
            return (null, UnpackOutcome.Failed(plan.Name, problem.TrimEnd('.')).Failure);
        var inspection = await gate.CheckAsync(path, plan with { Name = name }, cancellationToken)
            .ConfigureAwait(false);
        if (inspection.Failure is { } failure)
            return (null, failure with { Message = $"{plan.Name} was not unpacked: {failure.Message}" });
        var hashes = await FileHashing
            .ComputeAsync(path, HashKinds.All, progress: null, cancellationToken)
            .ConfigureAwait(false);
        return (new UnpackedModel(name, path, hashes, inspection), null);
    }

    /// <summary>Null when every byte is what the archive promises.</summary>
    private static async Task<string?> CopyAsync(
        ArchiveReader archive,
        ArchiveEntry entry,
        string path,
        CancellationToken cancellationToken
    )
    {
        using var source = archive.Open(entry);
        var target = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        await using var _ = target.ConfigureAwait(false);
        var buffer = new byte[BufferBytes];
        // Unpacking is work of the processor; only the writing waits.
        for (int read; (read = source.Read(buffer)) > 0; )
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        return source.Problem;
    }
}
