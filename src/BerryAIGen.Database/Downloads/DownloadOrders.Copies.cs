using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

// One file under several names: whoever names the file means that name, and no other place of the same bytes.
public sealed partial class DownloadOrders
{
    private async Task<DownloadTask?> FindCopyAsync(
        DownloadOrder order,
        ModelRow model,
        bool acceptsPresent,
        CancellationToken cancellationToken
    )
    {
        if (order is not { ModelId: null, FileName: not null })
            return null;
        var active = await tasks.FindActiveAsync(model.Id, cancellationToken);
        if (active is null && !IsHere(model))
            return null;
        var items = await PlanAsync(order, model: null, cancellationToken);
        if (
            items is not [{ Path: { } target }]
            || target == model.LocalPath
            || active?.Files.Any(file => file.Path == target) == true
        )
            return null;
        await using var context = database.CreateContext();
        var there = await context
            .Registry.AsNoTracking()
            .FirstOrDefaultAsync(row => row.LocalPath == target, cancellationToken);
        if (await FindTaskAsync(there, acceptsPresent, cancellationToken) is { } known)
            return known;
        var copy = there ?? Offer(order, items, IdOf(target));
        if (validation is not null)
            await validation.CheckAsync(copy, cancellationToken);
        return await EnqueueAsync(order, copy, items, cancellationToken);
    }

    // Files of one name in two folders are two models of one address.
    private static string IdOf(string path) =>
        DownloadIds.Of($"{Path.GetFileName(Path.GetDirectoryName(path))}-{Path.GetFileNameWithoutExtension(path)}");
}
