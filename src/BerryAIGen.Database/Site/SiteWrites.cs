using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site;

/// <summary>Writes that another request or server may make at the same time: who comes second finds what the first wrote.</summary>
internal static class SiteWrites
{
    private const int Attempts = 4;

    /// <param name="write">Reads and writes in a context of its own.</param>
    public static async Task<T> AgainAsync<T>(Func<Task<T>> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Read again; what was in the way is there now.
            }
        }
    }
}
