using BerryAIGen.Database.Extending;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>Takes orders of downloads: plans each at once, so that who asks learns what stands in the way, and has it done.</summary>
public sealed partial class DownloadOrders(
    BerryLibrary library,
    LibraryDatabase database,
    DownloadPlaces places,
    DownloadTasks tasks,
    IJobEngine engine,
    TimeProvider time,
    ModelValidation? validation = null
)
{
    /// <summary>Begins a download; who asks for a model that is being downloaded gets that download.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="acceptsPresent">Answer a model that is here by a completed download instead of a conflict.</param>
    /// <param name="cancellationToken">Gives up planning.</param>
    /// <exception cref="LibraryException">There is no such model, it is here already, or something stands in its way.</exception>
    public async Task<DownloadTask> StartAsync(
        DownloadOrder order,
        bool acceptsPresent,
        CancellationToken cancellationToken
    )
    {
        var model = await FindModelAsync(order, cancellationToken);
        order = Complete(order, model);
        if (model is not null && await FindCopyAsync(order, model, acceptsPresent, cancellationToken) is { } copy)
            return copy;
        if (await FindTaskAsync(model, acceptsPresent, cancellationToken) is { } known)
            return known;
        if (model is not null && validation is not null)
            await validation.CheckAsync(model, cancellationToken);
        var items = await PlanAsync(order, model, cancellationToken);
        if (model is null)
        {
            model = await FindModelAsync(items, cancellationToken);
            if (await FindTaskAsync(model, acceptsPresent, cancellationToken) is { } same)
                return same;
            model ??= Offer(order, items);
            if (validation is not null)
                await validation.CheckAsync(model, cancellationToken);
        }

        return await EnqueueAsync(order, model, items, cancellationToken);
    }

    // One that is under way, or done because the model is here.
    private async Task<DownloadTask?> FindTaskAsync(
        ModelRow? model,
        bool acceptsPresent,
        CancellationToken cancellationToken
    ) =>
        model is null ? null
        : await tasks.FindActiveAsync(model.Id, cancellationToken) is { } active ? active
        : IsHere(model) ? await HereAsync(model.Id, model.LocalPath!, acceptsPresent, cancellationToken)
        : null;

    // What somebody asked for is forgotten some day; where its file is from stands with the model.
    private async Task<ModelRow?> FindModelAsync(IReadOnlyList<DownloadItem> items, CancellationToken cancellationToken)
    {
        if (items is not [{ Url: { } address }])
            return null;
        await using var context = database.CreateContext();
        return await context
            .Registry.AsNoTracking()
            .FirstOrDefaultAsync(row => row.DownloadUrl == address, cancellationToken);
    }

    /// <summary>What would be done, without doing it.</summary>
    /// <exception cref="LibraryException">The order makes no sense; what stands in the way of a file is told with the file.</exception>
    public async Task<IReadOnlyList<DownloadItem>> PlanAsync(DownloadOrder order, CancellationToken cancellationToken)
    {
        var model = await FindModelAsync(order, cancellationToken);
        return await PlanAllAsync(Complete(order, model), model, cancellationToken);
    }

    private async Task<IReadOnlyList<DownloadItem>> PlanAsync(
        DownloadOrder order,
        ModelRow? model,
        CancellationToken cancellationToken
    )
    {
        var items = await PlanAllAsync(order, model, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (items.FirstOrDefault(item => item.Failure is not null) is { Failure: { } failure })
            throw new LibraryException(DownloadFailures.Of(failure, model?.Id));
        return items;
    }

    private async Task<IReadOnlyList<DownloadItem>> PlanAllAsync(
        DownloadOrder order,
        ModelRow? model,
        CancellationToken cancellationToken
    )
    {
        var request = order.ToRequest();
        return await library.PlanAsync(
            request with
            {
                Target = places.Complete(order, model, request.Target),
            },
            cancellationToken
        );
    }

    private async Task<ModelRow?> FindModelAsync(DownloadOrder order, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var models = context.Registry.AsNoTracking();
        if (order.ModelId is { } id)
            return await models.FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
                ?? throw new LibraryException(
                    FailureCode.NotFound,
                    $"There is no model \"{id}\" in the library; give its \"reference\" instead to have one that is not."
                );
        if (string.IsNullOrWhiteSpace(order.Reference))
            throw new LibraryException(
                FailureCode.Usage,
                "Give \"model_id\" for a model of the library, or \"reference\" for an address or a number of a source."
            );
        var text = order.Reference.Trim();
        // One that is here says where it is from, which may be longer than what somebody once asked for.
        var asked = context.DownloadTasks.Where(task => task.Reference == text).Select(task => task.ModelId);
        return await models
            .Where(row => row.DownloadUrl == text || asked.Contains(row.Id))
            .OrderBy(row => row.DownloadUrl == text ? 0 : 1)
            .ThenBy(row => row.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private DownloadOrder Complete(DownloadOrder order, ModelRow? model)
    {
        var reference =
            order.Reference?.Trim()
            ?? model?.DownloadUrl
            ?? throw new LibraryException(
                FailureCode.Usage,
                $"Nobody says where \"{model?.Id}\" can be had; give its \"reference\"."
            );
        if (library.Parse(reference) is { Kind: ReferenceKind.Invalid, Reason: var reason })
            throw new LibraryException(FailureCode.Usage, $"That is no reference: {reason}");
        return order with
        {
            Reference = reference,
            Sha256 = order.Sha256 ?? (order.ModelId is null ? null : model?.Sha256),
        };
    }

    private ModelRow Offer(DownloadOrder order, IReadOnlyList<DownloadItem> items, string? id = null)
    {
        var reference = library.Parse(order.Reference!);
        var only = items is [var item] ? item : null;
        var name = only?.File is { } file
            ? Path.GetFileNameWithoutExtension(file)
            : reference.Repository ?? reference.Text;
        return new ModelRow
        {
            Id = id ?? DownloadIds.Of(name),
            Name = name,
            Origin = KindName,
            DownloadUrl = order.Reference,
            Size = items.Sum(item => item.SizeBytes ?? 0),
            Sha256 = only?.Sha256,
            Checksum = only?.Sha256 is { } hash ? $"sha256:{hash}" : null,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
    }

    private const string KindName = DownloadKind.KindName;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static bool IsHere(ModelRow model) =>
        model is { Status: ModelStatus.Local, LocalPath: { } path } && (File.Exists(path) || Directory.Exists(path));

    private async Task<DownloadTask> HereAsync(
        string modelId,
        string path,
        bool acceptsPresent,
        CancellationToken cancellationToken
    )
    {
        if (!acceptsPresent)
            throw new LibraryException(
                new Failure(
                    FailureCode.Conflict,
                    $"The model \"{modelId}\" is already downloaded: {path}. Ask with ?if_present=ok to take that for done, or delete it first."
                )
                {
                    Details = new Dictionary<string, string> { ["model_id"] = modelId, ["path"] = path },
                }
            );
        return await tasks.FindCompletedAsync(modelId, cancellationToken) ?? DownloadTasks.Present(modelId, path, Now);
    }
}
