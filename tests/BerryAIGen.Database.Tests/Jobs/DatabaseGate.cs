using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BerryAIGen.Database.Tests.Jobs;

/// <summary>Sees every command before the database does, and may refuse it or do something first.</summary>
internal sealed class DatabaseGate(Func<string, Task> before) : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        await before(command.CommandText);
        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        await before(command.CommandText);
        return result;
    }
}

/// <summary>Does something before each transaction begins.</summary>
internal sealed class TransactionGate(Func<Task> before) : DbTransactionInterceptor
{
    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default
    )
    {
        await before();
        return result;
    }
}
