import { Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { Alarms } from '../constructs/alarms.ts';
import { MonthlyBudget } from '../constructs/monthly-budget.ts';
import { StageDashboard } from '../constructs/stage-dashboard.ts';
import type { StageNames } from '../names.ts';
import type { Settings } from '../settings.ts';
import { stageMetrics } from '../stage-metrics.ts';

export interface MonitoringStackProps extends StackProps {
  readonly settings: Settings;
  readonly names: StageNames;
  readonly apiId: string;
  readonly failedJobs: IQueue;
  readonly redactions: ILogGroup;
}

/**
 * Alarms, a dashboard and a budget for operators. Most cost money even while idle, so they can be added and removed without the rest.
 */
export class MonitoringStack extends Stack {
  constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    const { settings, names, apiId, failedJobs, redactions } = props;
    super(scope, id, { ...props, stackName: names.stack('monitoring') });
    const { alarmAddress: address, monthlyBudget, signInCheck } = settings;
    const metrics = stageMetrics(settings.stage, names, apiId);
    if (settings.alarms)
      new Alarms(this, 'Alarms', { names, metrics, failedJobs, redactions, signInCheck, address });
    if (monthlyBudget && address) new MonthlyBudget(this, 'Budget', { dollars: monthlyBudget, address });
    // Otherwise the stack is empty, and the CDK deletes it if it exists.
    if (!settings.alarms && !settings.dashboard && !monthlyBudget)
      Validations.of(this).acknowledge({
        id: 'CloudFormation-Validate::F0001',
        reason: 'The CDK does not deploy an empty stack; it deletes the one that is there.',
      });
    if (settings.dashboard) new StageDashboard(this, 'Dashboard', { stage: settings.stage, names, metrics });
  }
}
