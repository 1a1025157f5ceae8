using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models;

internal static class ChangedModels
{
    /// <summary>Saves, and says of those models that did change when they did; nothing is written when none did.</summary>
    public static Task<int> SaveChangedAsync(
        this LibraryContext context,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        context.ChangeTracker.DetectChanges();
        foreach (
            var changed in context
                .ChangeTracker.Entries<ModelRow>()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
        )
            changed.Entity.UpdatedAt = now;
        return context.SaveChangesAsync(cancellationToken);
    }
}
