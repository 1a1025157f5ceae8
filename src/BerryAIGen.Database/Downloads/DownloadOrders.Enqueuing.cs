using System.Text.Json;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Downloads;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

// Writes an order down, also when others write theirs at the same time.
public sealed partial class DownloadOrders
{
    private const int MostTries = 5;

    private async Task<DownloadTask> EnqueueAsync(
        DownloadOrder order,
        ModelRow model,
        IReadOnlyList<DownloadItem> items,
        CancellationToken cancellationToken
    )
    {
        var payload = JsonSerializer.Serialize(order, DownloadJson.Readable.DownloadOrder);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var job = await engine.EnqueueAsync(
                    KindName,
                    payload,
                    async (context, job) => await AddAsync(context, job, order, model, items, cancellationToken),
                    cancellationToken
                );
                return await tasks.GetAsync(job.Id, cancellationToken) with { IsNew = true };
            }
            catch (DbUpdateException) when (attempt < MostTries)
            {
                // Somebody else asked for the same model at the same time and was first; or another model got the id that
                // this one was to have, and the next try takes another one.
                if (await FindOtherAsync(order, model, cancellationToken) is { } active)
                    return active;
            }
        }
    }

    // A model that was in the library is known by its id, one that is new only by where it comes from.
    private async Task<DownloadTask?> FindOtherAsync(
        DownloadOrder order,
        ModelRow model,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var ids = context.Registry.Where(row => row.DownloadUrl == order.Reference).Select(row => row.Id);
        var id = await context.Registry.AnyAsync(
            row => row.Id == model.Id && row.DownloadUrl == model.DownloadUrl,
            cancellationToken
        )
            ? model.Id
            : await ids.FirstOrDefaultAsync(cancellationToken);
        return id is null ? null : await tasks.FindActiveAsync(id, cancellationToken);
    }

    private async Task AddAsync(
        LibraryContext context,
        JobRow job,
        DownloadOrder order,
        ModelRow model,
        IReadOnlyList<DownloadItem> items,
        CancellationToken cancellationToken
    )
    {
        var modelId = await DownloadIds.PlaceAsync(context, model, cancellationToken);
        DownloadFile[] files =
        [
            .. items.Select(item => new DownloadFile(
                item.File ?? "",
                item.SizeBytes,
                0,
                DownloadStatus.Pending,
                item.Path
            )),
        ];
        context.DownloadTasks.Add(
            new DownloadTaskRow
            {
                TaskId = job.Id,
                ModelId = modelId,
                Reference = order.Reference!,
                Url = items.Select(item => item.Url).FirstOrDefault(),
                FileName = items is [{ File: { } file }] ? file : null,
                TotalSize = items.All(item => item.SizeBytes is not null)
                    ? items.Sum(item => item.SizeBytes!.Value)
                    : model.Size,
                Files = DownloadJson.WriteFiles(files),
                Position = Now.Ticks,
                CreatedAt = Now,
                UpdatedAt = Now,
            }
        );
    }
}
