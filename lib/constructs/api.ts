import { Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Step } from '../../functions/steps.ts';
import { constructId, routeKey, routePath, type StageNames } from '../names.ts';
import { throttles } from '../throttles.ts';
import { type LogKeeping, logGroup } from './log-group.ts';

export interface ApiProps {
  readonly names: StageNames;
  readonly logs: LogKeeping;
  /** Close the endpoint that AWS gives the API, where it has a name of its own. */
  readonly closeOwnEndpoint: boolean;
}

/** The route's key and how it went; never the path or the query, in which tokens and ids may stand. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    time: '$context.requestTime',
    requestID: '$context.requestId',
    routeKey: '$context.routeKey',
    status: '$context.status',
    responseLatencyMilliseconds: '$context.responseLatency',
    integrationLatencyMilliseconds: '$context.integrationLatency',
    integrationStatus: '$context.integrationStatus',
    errorType: '$context.error.responseType',
  }),
);

/** In CloudFormation's own spelling: the CDK passes the settings of single routes on as they are. */
const throttleSettings = ({ rate, burst }: { rate: number; burst: number }) => ({
  ThrottlingRateLimit: rate,
  ThrottlingBurstLimit: burst,
});

const noAuthorizer = ({ name, caller }: Step): string =>
  caller === 'anyone'
    ? `${name} is for callers without a session, as its row says.`
    : `${name} checks the session itself: an authorizer answers no problem documents, and its cache keeps ended sessions alive.`;

/** The HTTP API: a route for each step, and its one stage, `$default`, which adds nothing to the path. */
export class Api extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  readonly #routes: HttpRoute[] = [];
  readonly #routeSettings: Record<string, ReturnType<typeof throttleSettings>> = {};

  constructor(scope: Construct, id: string, { names, logs, closeOwnEndpoint }: ApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: names.prefix,
      createDefaultStage: false,
      disableExecuteApiEndpoint: closeOwnEndpoint,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttles.standard.rate, burstLimit: throttles.standard.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          logGroup(this, 'AccessLog', names.vendedLogGroup('access'), logs),
        ),
        format: accessLogFormat,
      },
    });
  }

  /** Gives a step its route. All routes must be there before `finish`. */
  addRoute(step: Step, handler: IFunction): void {
    const routes = this.api.addRoutes({
      path: routePath(step),
      methods: [HttpMethod[step.method]],
      integration: new HttpLambdaIntegration(constructId(step.name), handler),
    });
    for (const route of routes)
      Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: noAuthorizer(step) });
    this.#routes.push(...routes);
    if (step.throttle !== 'standard')
      this.#routeSettings[routeKey(step)] = throttleSettings(throttles[step.throttle]);
  }

  /** Sets the routes' own throttles; the stage can name only routes that exist. */
  finish(): void {
    const stage = this.stage.node.defaultChild;
    if (!(stage instanceof CfnStage))
      throw new TypeError('The stage of the HTTP API has no CloudFormation resource.');
    stage.routeSettings = this.#routeSettings;
    this.stage.node.addDependency(...this.#routes);
  }
}
