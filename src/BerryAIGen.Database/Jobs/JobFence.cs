using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BerryAIGen.Database.Jobs;

/// <summary>
/// Proves in each transaction of a run, just before it counts, that the run is still the job's: a node that slept and was
/// given up for dead commits nothing, whoever writes for it.
/// </summary>
internal sealed class JobFence(JobClaim claim) : DbCommandInterceptor, IDbTransactionInterceptor
{
    public async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken
    )
    {
        await using var proof = Proof(transaction);
        return await proof.ExecuteNonQueryAsync(cancellationToken) == 1 ? result : throw new JobLostException(claim.Id);
    }

    public InterceptionResult TransactionCommitting(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result
    )
    {
        using var proof = Proof(transaction);
        return proof.ExecuteNonQuery() == 1 ? result : throw new JobLostException(claim.Id);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) =>
        command.Transaction is null
            ? throw new InvalidOperationException(
                "What a job writes belongs into a transaction, where its right is proven."
            )
            : ValueTask.FromResult(result);

    // It changes nothing, and holds the row until the transaction is over: who takes the job waits as long.
    private DbCommand Proof(DbTransaction transaction)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "UPDATE jobs SET attempt = attempt WHERE id = @id AND attempt = @attempt AND state = 'running'";
        Add("@id", claim.Id);
        Add("@attempt", claim.Attempt);
        return command;

        void Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }
}
